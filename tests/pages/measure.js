// Runs inside the page under test. Each function returns sentences: what is wrong, and where.
({
  name(element) {
    const words = (element.getAttribute("aria-label") || element.textContent || element.name || "").trim().slice(0, 40);
    return `<${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""} class="${element.getAttribute("class") ?? ""}"> ${words}`;
  },

  shown(element) {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && box.width > 1 && box.height > 1;
  },

  scrolls(element) {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return true;
    }
    return false;
  },

  overflow() {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const faults = wide > 0 ? [`the page is ${wide} px wider than the window`] : [];
    for (const element of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      const hides = ["hidden", "clip"].includes(style.overflowX) && style.textOverflow !== "ellipsis" && !style.clipPath.startsWith("inset");
      if (hides && this.shown(element) && element.scrollWidth > element.clientWidth + 2) faults.push(`cut off inside ${this.name(element)}`);
    }
    return faults;
  },

  controls() {
    const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex='0']";
    return [...document.querySelectorAll(kinds)].filter((one) => this.shown(one) && !one.classList.contains("skip"));
  },

  outside() {
    const faults = [];
    for (const element of this.controls()) {
      const box = element.getBoundingClientRect();
      const out = box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5;
      if (out && !this.scrolls(element)) faults.push(`outside the window: ${this.name(element)}`);
    }
    return faults;
  },

  small() {
    const faults = [];
    const primary = ".btn, .input, .file, .choice, .segment label, button, select, textarea, nav a, summary";
    for (const element of this.controls()) {
      const label = element.matches("input[type=radio], input[type=checkbox]") ? element.closest("label") : null;
      const aim = label ?? element;
      if (!label && element.tagName === "A" && getComputedStyle(element).display === "inline") continue;
      if (element.matches("[tabindex='0']") && !element.matches(primary + ", a")) continue;
      const box = aim.getBoundingClientRect();
      const least = aim.matches(primary) ? 44 : 24;
      if (Math.min(box.width, box.height) < least - 0.6) {
        faults.push(`${Math.round(box.width)} x ${Math.round(box.height)} px, less than ${least}: ${this.name(element)}`);
      }
    }
    return faults;
  },

  foreign([pattern, allowed]) {
    const wrong = new RegExp(pattern, "gu");
    const language = document.documentElement.lang;
    const faults = [];
    const judge = (text, element) => {
      if (!text || element.closest("[translate='no'], script, style, kbd, code")) return;
      if (element.closest("[lang]").lang !== language) return;
      const words = (text.match(wrong) ?? []).filter((word) => !allowed.includes(word));
      if (words.length) faults.push(`words of another language, "${words.join(" ")}", in ${this.name(element)}`);
    };
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) judge(node.data, node.parentElement);
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]")) {
      for (const name of ["aria-label", "placeholder", "title", "alt"]) judge(element.getAttribute(name), element);
    }
    return faults;
  },

  styled() {
    return [...document.querySelectorAll("[style]")].map((element) => `a style attribute on ${this.name(element)}`);
  },
})
