// What the console does in the browser: theme, keys, countdown, quiet refreshes. No text of users passes through here.
(() => {
  const root = document.documentElement;
  const IDLE_MILLIS = 15 * 60 * 1000;
  const RENEW_MILLIS = 60 * 1000;
  const CHORD_MILLIS = 1500;
  let lastActive = Date.now();
  let chordUntil = 0;
  let lastInList = null;

  const stored = name => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const store = (name, value) => {
    try {
      localStorage.setItem(name, value);
    } catch {
      // private windows may refuse; the choice then lasts as long as the page
    }
  };

  const applyTheme = theme => {
    root.style.colorScheme = theme === "light" || theme === "dark" ? theme : "light dark";
    root.dataset.theme = theme;
  };
  applyTheme(stored("moderato.theme") ?? "system");
  root.classList.toggle("narrow-nav", stored("moderato.nav") === "icons");

  for (const type of ["keydown", "pointerdown", "wheel"]) {
    document.addEventListener(type, () => (lastActive = Date.now()), { passive: true, capture: true });
  }

  const seen = element => element.getClientRects().length > 0;
  const usable = element => seen(element) && !element.disabled && !element.hasAttribute("disabled");
  const openDialog = () =>
    [...document.querySelectorAll("vaadin-dialog, vaadin-confirm-dialog")].filter(each => each.opened).pop();
  const menuOpen = () => document.querySelector("vaadin-menu-bar-overlay[opened], vaadin-context-menu-overlay[opened], vaadin-select-overlay[opened], vaadin-combo-box-overlay[opened]");
  const isField = element =>
    element.matches?.("textarea, select, [contenteditable='true'], input:not([type='checkbox']):not([type='radio']):not([type='range'])");
  // while a dialog fades out its field still has the focus, but the next key is meant for the screen
  const inClosingDialog = event =>
    event.composedPath().some(each => each.matches?.("vaadin-dialog, vaadin-confirm-dialog") && !each.opened);

  const press = (scope, key) => {
    const target = [...scope.querySelectorAll("[data-key]")].find(
      each => each.dataset.key.split(" ").includes(key) && usable(each));
    target?.click();
    return Boolean(target);
  };

  const step = (scope, by) => {
    const list = [...scope.querySelectorAll("[data-list]")].find(seen);
    const buttons = list ? [...list.querySelectorAll("button")].filter(usable) : [];
    if (buttons.length === 0) {
      return false;
    }
    const at = buttons.indexOf(document.activeElement);
    const current = buttons.findIndex(each => each.getAttribute("aria-current") === "true");
    const from = at >= 0 ? at : current;
    buttons[Math.min(buttons.length - 1, Math.max(0, from + by))].focus();
    return true;
  };

  const go = letter => {
    const item = document.querySelector(`[data-go='${CSS.escape(letter)}']`);
    item?.shadowRoot?.querySelector("a")?.click();
    return Boolean(item);
  };

  document.addEventListener("keydown", event => {
    const target = event.composedPath()[0];
    const dialog = openDialog();
    const scope = dialog ?? document;
    if (event.isComposing || event.metaKey || event.altKey) {
      return;
    }
    if (event.ctrlKey) {
      if (event.key === "Enter") {
        // leaving the field sends what was typed before the button is pressed
        const field = document.activeElement;
        field?.blur();
        if (press(scope, "ctrl+enter")) {
          event.preventDefault();
        }
        field?.focus();
      }
      return;
    }
    if (isField(target) && !inClosingDialog(event)) {
      if (event.key === "Escape" && !dialog) {
        target.blur();
      }
      return;
    }
    if (event.defaultPrevented || menuOpen()) {
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    let used = false;
    if (Date.now() < chordUntil) {
      chordUntil = 0;
      used = go(key);
    } else if (key === "g" && !dialog) {
      chordUntil = Date.now() + CHORD_MILLIS;
      used = true;
    } else if (key === "ArrowDown") {
      used = step(scope, 1);
    } else if (key === "ArrowUp") {
      used = step(scope, -1);
    } else if (key === "Enter") {
      // Enter on something that can be pressed presses that
      used = target === document.body || target.matches?.(".case, vaadin-app-layout") ? press(scope, "enter") : false;
    } else {
      const field = [...scope.querySelectorAll(`[data-focus='${CSS.escape(key)}']`)].find(usable);
      if (field) {
        field.focus();
        used = true;
      } else {
        used = press(scope, key) || (key === "j" && step(scope, 1)) || (key === "k" && step(scope, -1));
      }
    }
    if (used) {
      event.preventDefault();
    }
  });

  document.addEventListener("focusin", event => {
    if (event.target.dataset?.id) {
      lastInList = event.target.dataset.id;
    }
  });

  // the server's words are short; the exact time stands in the reader's own time zone
  document.addEventListener("pointerover", event => {
    const time = event.target.closest?.("time[datetime]");
    if (time && !time.title) {
      time.title = new Date(time.dateTime).toLocaleString();
    }
  });

  const clock = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  window.moderato = {
    theme(theme) {
      store("moderato.theme", theme);
      applyTheme(theme);
    },

    collapse() {
      const narrow = root.classList.toggle("narrow-nav");
      store("moderato.nav", narrow ? "icons" : "names");
      window.dispatchEvent(new Event("resize"));
    },

    frame() {
      applyTheme(stored("moderato.theme") ?? "system");
    },

    /** Counts down in the element; a negative number stops it. Tells the server when work goes on and when time is over. */
    lease(element, seconds) {
      clearInterval(element.moderatoLease);
      element.textContent = "";
      element.classList.remove("soon");
      if (seconds < 0) {
        return;
      }
      const end = Date.now() + seconds * 1000;
      const began = Date.now();
      const show = () => {
        const left = Math.max(0, Math.round((end - Date.now()) / 1000));
        element.textContent = `${clock(left)} left`;
        element.classList.toggle("soon", left < 60);
        if (!element.isConnected) {
          clearInterval(element.moderatoLease);
        } else if (left === 0) {
          clearInterval(element.moderatoLease);
          element.textContent = "Time is over";
          element.dispatchEvent(new CustomEvent("lease-over"));
        } else if (lastActive > began && Date.now() - began > RENEW_MILLIS) {
          clearInterval(element.moderatoLease);
          element.dispatchEvent(new CustomEvent("lease-renew"));
        }
      };
      element.moderatoLease = setInterval(show, 1000);
      show();
    },

    /** Asks the server for news now and then, as long as somebody is there to read them; a session nobody uses may end. */
    tick(element, seconds) {
      clearInterval(element.moderatoTick);
      element.moderatoTick = setInterval(() => {
        if (!element.isConnected) {
          clearInterval(element.moderatoTick);
        } else if (document.visibilityState === "visible" && Date.now() - lastActive < IDLE_MILLIS) {
          element.dispatchEvent(new CustomEvent("tick"));
        }
      }, seconds * 1000);
    },

    /** Gives the focus back to the line that had it before the list was drawn anew. */
    refocus(list) {
      if (lastInList && (document.activeElement === document.body || !document.activeElement)) {
        list.querySelector(`[data-id='${CSS.escape(lastInList)}']`)?.focus({ preventScroll: true });
      }
    },

    async copy(text) {
      await navigator.clipboard.writeText(text);
    }
  };
})();
