"use strict";
// Shows only the actions chosen; the page is whole without it.
const form = document.getElementById("filter");
const actions = [...document.querySelectorAll("article[data-area]")];
const groups = [...document.querySelectorAll("section[data-group]")];
const told = document.getElementById("told");
const choices = [...form.querySelectorAll("select")];

function show() {
  const counts = new Map();
  let shown = 0;
  for (const action of actions) {
    action.hidden = choices.some((choice) => choice.value && action.dataset[choice.name] !== choice.value);
    if (action.hidden) continue;
    shown += 1;
    counts.set(action.dataset.word, (counts.get(action.dataset.word) || 0) + 1);
  }
  for (const group of groups) group.hidden = !group.querySelector("article:not([hidden])");
  const words = [...form.elements.status.options].map((option) => option.text);
  const parts = words.filter((word) => counts.has(word)).map((word) => word + " " + counts.get(word));
  const sentence = form.dataset.shown.replace("{shown}", shown).replace("{all}", actions.length);
  told.textContent = sentence + (parts.length ? " " + parts.join(", ") + "." : "");
}

form.addEventListener("change", show);
form.addEventListener("reset", () => setTimeout(show));
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
show();
