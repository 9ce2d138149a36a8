"""The MkDocs adapter: the only module that knows MkDocs.

It gives MkDocs the generated pages as virtual files, so that `mkdocs build` and `mkdocs serve` work
by themselves and nothing generated is ever written into `docs/`.
"""

import hashlib
import logging
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.config.base import Config
from mkdocs.config.config_options import Choice, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from generator.catalog import load_catalog
from generator.languages import LANGUAGES, site_folder
from generator.packing import can_pack, gather, pack
from generator.pictures import render_pictures
from generator.problems import CatalogError, GeneratorError
from generator.publish import build_languages
from generator.render import (
    SHARED,
    Page,
    Snippets,
    describe_catalog,
    open_snippets,
    render_data,
    render_pages,
    write_linked,
)
from generator.site import build_site
from generator.stats import read_stats
from generator.trimming import trim

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).resolve().parent
_log = get_plugin_logger("atlas")

_THEME_SHEET = re.compile(r"assets/stylesheets/main\.[0-9a-f]{8}\.min\.css")
_TELL_OF_ALL = ("", "about/")
"""The pages that are about the catalog as a whole."""


class AtlasConfig(Config):
    """What `mkdocs.yml` may say under `plugins: atlas`."""

    language = Choice(LANGUAGES, default=LANGUAGES[0])
    catalog = Type(str, default="catalog")


class AtlasPlugin(BasePlugin[AtlasConfig]):
    """Adds the pages of one language."""

    def __init__(self) -> None:
        self.pages: tuple[Page, ...] = ()
        self.data: tuple[tuple[str, str | bytes], ...] = ()
        self.snippets: Snippets
        self._about: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._marked: list[MkDocsPage] = []
        self._trimmed: dict[str, str] = {}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put every language but the first into its own folder of the site's address."""
        # jieba tells of every dictionary it loads, as if that were worth a maintainer's attention.
        logging.getLogger("jieba").setLevel(logging.WARNING)
        folder = site_folder(self.config.language)
        if config.site_url and not config.site_url.endswith(f"/{folder}"):
            config.site_url += folder
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Load and render everything: an error here leaves the last good site as it was."""
        try:
            folder = self._catalog_path(config)
            site = build_site(load_catalog(folder, _today()), read_stats(folder / "stats"))
        except GeneratorError as error:
            raise PluginError(f"the catalog has problems:\n{error}") from None
        self.snippets = open_snippets(site, self.config.language)
        self._check_snippets(config)
        language, root = self.config.language, self._root(config)
        self.pages = tuple(render_pages(site, language, root))
        self.data = tuple(render_data(site, language, root))
        if language == LANGUAGES[0]:
            # The root of the site is built once, and all languages share what stands there.
            self.data += (*render_pictures(site, _pictures_folder(config)), ("robots.txt", _robots(root)))
        about = {page.uri: (page.picture, tuple(map(write_linked, page.linked))) for page in self.pages}
        for uri in _TELL_OF_ALL:
            picture, linked = about.get(uri, (SHARED, ()))
            about[uri] = (picture, (*linked, write_linked(describe_catalog(site, language, root))))
        self._about = about

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages, out of the nav unless the nav names them."""
        for page in self.pages:
            file = File.generated(
                config, page.markdown_path, content=page.content, inclusion=InclusionLevel.NOT_IN_NAV
            )
            file.edit_uri = f"../../{page.source}"
            files.append(file)
        for uri, content in self.data:
            files.append(File.generated(config, uri, content=content))
        self._pack_ours(files, config)
        self._trim_sheets(files, config)
        return files

    def on_env(self, env: "Environment", **_: Any) -> "Environment":
        """Tell the templates what the theme's stylesheet is called now."""
        env.globals["trimmed_sheets"] = self._trimmed
        return env

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, **_: Any) -> str:
        """Put the catalog's part into a hand-written page."""
        return markdown if page.file.generated_by else self.snippets.fill(markdown, page.url)

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Tell the theme where the same page is in every language."""
        # A generated page is out of the nav, yet its section is where the reader is.
        self._marked = [index for index in nav.pages if _is_inside(page, index)]
        for index in self._marked:
            index.active = True
        own = site_folder(self.config.language)
        # From the page up to the root of the site, which holds the folders of all languages.
        up = "../" * (page.url.count("/") + own.count("/"))
        root = self._root(config)
        picture, linked = self._about.get(page.url, (SHARED, ()))
        alternates = [
            {
                "language": language,
                "relative": up + site_folder(language) + page.url or "./",
                "absolute": root + site_folder(language) + page.url,
            }
            for language in LANGUAGES
        ]
        shared = {"picture": root + picture, "linked": linked}
        return cast("TemplateContext", {**context, "alternates": alternates, "shared": shared})

    def on_post_page(self, output: str, **_: Any) -> str:
        """Undo the mark of `on_page_context`, as the nav is one object for all pages."""
        for index in self._marked:
            index.active = False
        self._marked = []
        return output

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
        """Serve every language, and rebuild when the catalog, a template or a fixed word changes."""
        catalog = self._catalog_path(config)
        root, site = Path(config.config_file_path).resolve().parent, Path(server.root)
        for folder in (catalog, root / "docs", _HERE / "templates", _HERE / "strings"):
            server.watch(str(folder))
        site_url = str(config.site_url).removesuffix(site_folder(self.config.language))
        server.builder = lambda: _rebuild(catalog, root, site, site_url)
        # MkDocs itself has built only the language it was started for.
        server.builder()
        return server

    def _pack_ours(self, files: Files, config: MkDocsConfig) -> None:
        """Put what browsers fetch in the place of what people read."""
        ours = {file.src_uri: file for file in files if _is_ours_to_pack(file, config)}
        texts = {uri: file.content_string for uri, file in ours.items()}
        try:
            sheets = gather({uri: text for uri, text in texts.items() if uri.endswith(".css")})
        except GeneratorError as error:
            raise PluginError(str(error)) from None
        for uri, file in ours.items():
            files.remove(file)
            text = sheets.get(uri) if uri.endswith(".css") else texts[uri]
            if text is not None:  # else a part of another
                files.append(File.generated(config, uri, content=pack(uri, text)))

    def _trim_sheets(self, files: Files, config: MkDocsConfig) -> None:
        """Put a shorter stylesheet in the theme's place, named by what it holds as browsers keep it."""
        settings = {name for name, value in config.extra.items() if value}
        turned_on = {*config.markdown_extensions, *config.plugins, *config.theme["features"], *settings}
        for file in [it for it in files if _THEME_SHEET.fullmatch(it.src_uri)]:
            text = trim(file.content_string, turned_on)
            digest = hashlib.sha256(text.encode()).hexdigest()[:8]
            name = f"assets/stylesheets/main.{digest}.min.css"
            files.remove(file)
            files.append(File.generated(config, name, content=text))
            self._trimmed[file.src_uri] = name

    def _check_snippets(self, config: MkDocsConfig) -> None:
        """Tell all mistakes in what hand-written pages take from the catalog."""
        root, pages = Path(config.config_file_path).resolve().parent, Path(config.docs_dir)
        problems = [
            problem
            for path in sorted(pages.rglob("*.md"))
            for problem in self.snippets.find_problems(
                path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
            )
        ]
        if problems:
            raise PluginError(f"hand-written pages have problems:\n{CatalogError(problems)}")

    def _root(self, config: MkDocsConfig) -> str:
        return (config.site_url or "/").removesuffix(site_folder(self.config.language))

    def _catalog_path(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).resolve().parent / self.config.catalog


def _pictures_folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent / ".cache" / "social"


def _is_ours_to_pack(file: File, config: MkDocsConfig) -> bool:
    """Tell our scripts and styles from those of Material, which come packed."""
    return file.src_dir == config.theme.custom_dir and can_pack(file.src_uri)


def _robots(root: str) -> str:
    """Everything may be read; each language has a list of its pages."""
    maps = "".join(f"Sitemap: {root}{site_folder(language)}sitemap.xml\n" for language in LANGUAGES)
    return f"User-agent: *\nAllow: /\n\n{maps}"


def _is_inside(page: MkDocsPage, index: MkDocsPage) -> bool:
    return page is not index and not index.is_homepage and page.url.startswith(index.url)


def _rebuild(catalog: Path, root: Path, site: Path, site_url: str) -> None:
    try:
        load_catalog(catalog, _today())
        printed = build_languages(root, site, site_url=site_url, strict=False, live=True)
    except GeneratorError as error:
        # Raising would make the server hold back every answer until the mistake is mended.
        _log.error(f"the last good site is shown until this is mended:\n{error}")
    else:
        _log.info(f"rebuilt in {len(LANGUAGES)} languages {printed}".rstrip())


def _today() -> date:
    return datetime.now(UTC).date()
