"""The least that a command line with click takes: it starts, says hello and ends."""

import click


@click.command()
def hello() -> None:
    click.echo("hello")


if __name__ == "__main__":
    hello()
