"""The command ``niemyet``.

The modules of this package alone print, read the clock and the environment, and set exit codes.
Each command's module is loaded only when the command runs: a mirror needs none of the site's
libraries, and every command starts sooner.
"""

from importlib import import_module

import click

COMMANDS = {
    "build": "site:build_command",
    "check": "catalogue:check_command",
    "diff": "editions:diff_command",
    "forms": "documents:forms_command",
    "import": "catalogue:import_command",
    "keys": "origin:keys",
    "mirror": "mirror:mirror",
    "mirrors": "mirror:mirrors",
    "notices": "documents:notices_command",
    "publish": "editions:publish_command",
    "release": "origin:release",
    "schemas": "catalogue:schemas_command",
    "serve": "site:serve_command",
    "upload": "origin:upload",
}
"""Command -> module of this package and the command in it."""


class _Lazy(click.Group):
    """A group that knows its commands by name and loads them when they are asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        try:
            return load(name)
        except ModuleNotFoundError as missing:
            return _not_installed(name, missing)


def _not_installed(name: str, missing: ModuleNotFoundError) -> click.Command:
    """Stands for a command whose libraries a small install lacks, and says how to get them."""
    module = COMMANDS[name].partition(":")[0]
    extra = module if module in ("mirror", "origin") else "site"
    words = f"Cần cài thêm: pip install 'niem-yet[{extra}]'"

    def tell(**_: object) -> None:
        raise click.ClickException(f"{words} (thiếu {missing.name}).")

    anything = {"ignore_unknown_options": True, "allow_extra_args": True}
    return click.Command(name, anything, tell, short_help=words, add_help_option=False)


def load(name: str) -> click.Command:
    """The command of that name."""
    module, _, attribute = COMMANDS[name].partition(":")
    command: click.Command = getattr(import_module(f"generator.cli.{module}"), attribute)
    return command


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="niem-yet", message="%(package)s %(version)s")
def main() -> None:
    """Niêm Yết: từ danh mục thủ tục hành chính (tệp văn bản) ra một trang tra cứu tĩnh.

    Bắt đầu với “niemyet check” để kiểm tra danh mục, “niemyet build” để dựng trang,
    “niemyet serve” để xem trang trên máy này.
    """
