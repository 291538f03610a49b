// The page's Trusted Types policy for scripts. It lets the address of the hash worker through and
// nothing else, so no other string can ever become a script here. Markup has one of its own, in
// editor/clean.ts.

declare global {
  interface Window {
    readonly trustedTypes?: {
      createPolicy<Rules extends object>(name: string, rules: Rules): Rules;
    };
  }
}

const POLICY = "zenferry";
const META = "zenferry:hash-worker";

let start: ((url: string) => Worker) | undefined;

/** The worker's address, as the template wrote it into the page's head. */
export function hashWorkerUrl(page: Document = document): string {
  const content = page.querySelector<HTMLMetaElement>(`meta[name="${META}"]`)?.content;
  if (!content) throw new Error(`The page has no <meta name="${META}">`);
  return new URL(content, page.baseURI).href;
}

/** A policy can be made once in a page's life: the first address is the only one. */
export function startWorker(url: string): Worker {
  start ??= starter(url);
  return start(url);
}

function starter(configured: string): (url: string) => Worker {
  const only = (url: string) => {
    if (url !== configured) throw new TypeError(`Not the configured worker: ${url}`);
    return url;
  };
  const policy = window.trustedTypes?.createPolicy(POLICY, { createScriptURL: only });
  return (url) => new Worker(policy ? policy.createScriptURL(url) : only(url));
}
