// The other languages of this page. A link there takes along what follows the # of the address, and
// with it the deposit: that part is never sent to anybody.

export function keepAcrossLanguages(root: Document = document): void {
  for (const link of root.querySelectorAll<HTMLAnchorElement>("a[data-language]")) {
    const follow = () => {
      link.hash = location.hash;
    };
    // Before it is opened, copied, or opened in another tab.
    for (const event of ["pointerenter", "focus", "pointerdown", "click"] as const) {
      link.addEventListener(event, follow);
    }
  }
}
