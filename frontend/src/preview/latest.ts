// The last preview that came: two that want the same record ask for it once.
import type { Api, Preview, PreviewRequest } from "../api.ts";
import type { Repeat } from "../transport.ts";

let known: { readonly wanted: string; readonly answer: Preview } | undefined;

export async function previewOf(
  api: Pick<Api, "preview">,
  request: PreviewRequest,
  repeat: Repeat,
): Promise<Preview> {
  const wanted = JSON.stringify(request);
  if (known?.wanted === wanted) return known.answer;
  const answer = await api.preview(request, repeat);
  known = { wanted, answer };
  return answer;
}
