// The last preview that was asked for: two that want the same record ask for it once.
import type { Api, Preview, PreviewRequest } from "../api.ts";

let asked = "";
let answer: Promise<Preview> | undefined;

export async function previewOf(api: Api, request: PreviewRequest): Promise<Preview> {
  const wanted = JSON.stringify(request);
  if (wanted !== asked || !answer) {
    asked = wanted;
    answer = api.preview(request);
    answer.catch(() => {
      if (asked === wanted) answer = undefined;
    });
  }
  return answer;
}
