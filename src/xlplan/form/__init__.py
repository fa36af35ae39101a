"""What the city asks: a form's models, loading it from YAML, the forms that are shipped, and its JSON Schema."""
