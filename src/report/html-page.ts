const STYLE = [
  'body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#222}',
  'table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .7rem;border-bottom:1px solid #ddd;text-align:left}',
  'td.n{text-align:right;font-variant-numeric:tabular-nums}svg{max-width:100%;height:auto}',
].join('\n');

/** One HTML file with a title and a body; no scripts, nothing is fetched. */
export function htmlPage(title: string, body: readonly string[]): string {
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style></head><body>`,
    `<h1>${escapeHtml(title)}</h1>`,
    ...body,
    '</body></html>',
    '',
  ].join('\n');
}

/** Rows as a table; numbers stand right. */
export function htmlTable(headers: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cell = (value: unknown) =>
    typeof value === 'number' ? `<td class="n">${value}</td>` : `<td>${escapeHtml(String(value))}</td>`;
  return [
    `<table><tr>${headers.map((name) => `<th>${escapeHtml(name)}</th>`).join('')}</tr>`,
    ...rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`),
    '</table>',
  ].join('\n');
}

/** A Vega-Lite specification as SVG text. Vega draws without a browser; it is loaded only when a page is asked for. */
export async function chart(spec: object): Promise<string> {
  const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const runtime = vega.parse(compile({ background: 'white', ...spec } as Parameters<typeof compile>[0]).spec);
  const view = new vega.View(runtime, { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
