"""Jinja as this project uses it: escaping everywhere, no silent gaps, and quick on plain records.

In: the folder of templates and a cache folder.  Out: an ``Environment``.
"""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule

from generator import cache_file

# The part of markupsafe.escape that does the work: text in, escaped text out.
_escape_text = markupsafe._escape_inner  # type: ignore[attr-defined]


def _as_html(value: object) -> str:
    """What is no plain text, as HTML: as it says itself, else its text escaped."""
    drawn = getattr(value, "__html__", None)
    html: str = drawn() if drawn else _escape_text(str(value))
    return html


class _Quick(CodeGenerator):
    """Compiles templates to the shortest Python that says the same of plain records.

    ``x.name`` is Python's own attribute access: Jinja would ask the environment each time whether
    an item is meant.  What is called by a bare name is a macro: it is given all its arguments, and
    what it says goes into the page as it is.  Plain text, by far the most frequent, is escaped
    without a wrapper object.  A page is gathered in a list, not yielded word by word.
    """

    _put: nodes.Expr | None = None
    """What is written into the page just now."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        if not _is_macro(node) or node is not self._put:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("._func(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def macro_body(
        self, node: nodes.Macro | nodes.CallBlock, frame: Frame
    ) -> tuple[Frame, MacroRef]:
        body, macro = super().macro_body(node, frame)
        if macro.accesses_caller or macro.accesses_varargs or macro.accesses_kwargs:
            # A direct call would hand these over wrongly, without a word.
            self.fail("a macro takes named arguments only: no caller, varargs, kwargs", node.lineno)
        return body, macro

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        self.write("environment.macros(")
        self.visit(node.template, frame)
        self.write(")")

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self._put = node
        self.write("(" if _is_macro(node) else "(escape_text(said) if type(said := ")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write(")" if _is_macro(node) else ") is str else as_html(said))")

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escape_text, as_html = environment.escape_text, environment.as_html")

    def blockvisit(self, body: Iterable[nodes.Node], frame: Frame) -> None:
        if not (frame.rootlevel and frame.toplevel):
            super().blockvisit(body, frame)
            return
        self.buffer(frame)
        super().blockvisit(body, frame)
        self.writeline(f"yield concat({frame.buffer})")


def _is_macro(node: nodes.Expr) -> bool:
    """Whether a macro is called with nothing but arguments in their order."""
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    )


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates in a folder of the cache."""

    def __init__(self, folder: Path, program: str) -> None:
        self._folder = folder
        self._program = program

    def load_bytecode(self, bucket: Bucket) -> None:
        if compiled := cache_file.read(self._file(bucket)):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        cache_file.write(self._file(bucket), bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{self._program}-{bucket.key}"


class _Environment(jinja2.Environment):
    code_generator_class = _Quick
    escape_text = staticmethod(_escape_text)
    as_html = staticmethod(_as_html)

    @cached_property
    def _modules(self) -> dict[str, TemplateModule]:
        return {}

    def macros(self, template: str) -> TemplateModule:
        """What other templates import of this one; it must not depend on who imports it."""
        module = self._modules.get(template)
        if module is None:
            module = self._modules[template] = self.get_template(template).module
        return module


def environment(templates: Path, cache: Path, program: str) -> jinja2.Environment:
    """The environment of a folder of templates; compiled ones are kept in the cache folder.

    ``program`` names the program that compiled them: another one compiles them anew.
    """
    compiled = cache / "templates"
    compiled.mkdir(parents=True, exist_ok=True)
    return _Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_Compiled(compiled, program),
    )
