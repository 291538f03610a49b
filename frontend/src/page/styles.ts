// Style that comes with a part of the page that is loaded when it is wanted.
//
//   import address from "./part.css?url";
//   await addStyle(address, import.meta.url);

/** Settles when the style holds, or when it did not come: a part without style is still of use. */
export function addStyle(address: string, script: string): Promise<void> {
  const href = new URL(address, script).href;
  if (document.head.querySelector(`link[href="${CSS.escape(href)}"]`)) return Promise.resolve();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  return new Promise((resolve) => {
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
}
