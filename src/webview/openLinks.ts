/** One listener for all links in an element: where a link leads is the host's decision. */
export function openLinks(element: HTMLElement, open: (href: string) => void): void {
  const take = (event: Event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (link === null) return;
    event.preventDefault();
    // VS Code's own listener, further up, would open it a second time.
    event.stopPropagation();
    open(link.getAttribute("href") ?? "");
  };
  element.addEventListener("click", take);
  element.addEventListener("auxclick", (event) => event.button === 1 && take(event));
}
