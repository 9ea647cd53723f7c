/** How the page about the interface looks: readable in light and dark, on a small screen, and on paper. */

export const DOCS_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --soft: #47505a; --line: #c9d1d9; --shade: #f3f6fa; --link: #0b4f9e;
  --get: #1f3a5f; --post: #22583a; --delete: #8a2c22; --badge-ink: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #eceff3; --soft: #b4bec9; --line: #3b4550; --shade: #1d232a; --link: #8fc1ff;
    --get: #a9cbf5; --post: #9fdcb6; --delete: #f3b0a8; --badge-ink: #14181d;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, "Segoe UI", Arial, sans-serif; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, pre:focus-visible, .table:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999px; top: 0; padding: 0.6rem 1rem; background: var(--paper); z-index: 1; }
.skip:focus { left: 0; }
header, .columns, footer { max-width: 78rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; padding-bottom: 1.25rem; border-bottom: 1px solid var(--line); }
h1 { margin: 0 0 0.4rem; font-size: 2rem; line-height: 1.2; }
header p { max-width: 46rem; margin: 0.3rem 0; }
.columns { display: grid; grid-template-columns: 19rem minmax(0, 1fr); gap: 2.5rem; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 1.25rem 0.25rem 2rem; font-size: 0.9rem; }
nav h2 { margin: 0 0 0.5rem; font-size: 1rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav > ul > li { margin-bottom: 0.8rem; }
nav > ul > li > a { font-weight: 600; }
nav li li { padding-left: 0.25rem; }
nav li li a { display: block; padding: 0.15rem 0.25rem; text-decoration: none; overflow-wrap: anywhere; }
nav li li a:hover { text-decoration: underline; }
main { min-width: 0; padding: 1.25rem 0 3rem; }
main h2 { margin: 2.2rem 0 0.5rem; font-size: 1.5rem; line-height: 1.25; }
main section:first-child h2 { margin-top: 0; }
article { margin: 1rem 0 1.6rem; padding: 1rem 1.25rem 1.25rem; border: 1px solid var(--line); border-radius: 8px; }
h3 { margin: 0 0 0.3rem; font-size: 1.1rem; font-weight: 600; overflow-wrap: anywhere; }
article p { overflow-wrap: anywhere; }
h4 { margin: 1.2rem 0 0.35rem; font-size: 1rem; }
code, pre { font: 0.9em/1.5 ui-monospace, "Cascadia Mono", Consolas, monospace; }
pre { margin: 0.4rem 0 0; padding: 0.8rem 1rem; overflow: auto; background: var(--shade); border: 1px solid var(--line); border-radius: 6px; }
.method { display: inline-block; min-width: 4.1em; padding: 0.1em 0.5em; border-radius: 4px; color: var(--badge-ink); font: 700 0.8em/1.5 ui-monospace, Consolas, monospace; text-align: center; }
nav .method { min-width: 3.6em; font-size: 0.7rem; padding: 0 0.3em; }
.get { background: var(--get); } .post { background: var(--post); } .delete { background: var(--delete); }
.table { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.95rem; }
caption { text-align: left; color: var(--soft); padding: 0.2rem 0; }
th, td { padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { font-weight: 600; color: var(--soft); }
tbody th { font-weight: 400; white-space: nowrap; }
.soft { color: var(--soft); }
footer { padding-top: 1rem; padding-bottom: 2rem; border-top: 1px solid var(--line); color: var(--soft); }
@media (max-width: 56rem) { .columns { display: block; } nav { position: static; max-height: none; border-bottom: 1px solid var(--line); } }
@media print { nav, .skip { display: none; } .columns { display: block; } article { break-inside: avoid; } }
`.trimStart();
