// What the console does in the browser: theme, keys, countdown, quiet refreshes. No text of users passes through here.
(() => {
  const root = document.documentElement;
  const IDLE_MILLIS = 15 * 60 * 1000;
  const RENEW_MILLIS = 60 * 1000;
  let lastActive = Date.now();
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

  // Keys ----------------------------------------------------------------------------------------------------
  //
  // A key presses a button, and what that leads to comes from the server. Until it is drawn, nobody knows what the next key
  // would be about, so these are the states:
  //
  //   free     a key acts on the dialog on top, or on the screen if there is none
  //   chord    g was pressed: the next letter names a screen
  //   asked    an act is on its way. Where cases are decided, keys do nothing, so that nothing is decided about a case that
  //            nobody has seen; only digits are kept, where the act opens a list of digits. Elsewhere keys wait their turn,
  //            and so they do behind a choice, which draws nothing new
  //
  // In every state: a held key counts once, and no key acts while a field has the focus or a menu or a list is open.
  const CHORD_MILLIS = 1500;
  const ANSWER_MILLIS = 300;
  const DIALOG_MILLIS = 3000;
  const KEYS_KEPT = 8;
  const SUBMIT = "ctrl+enter";
  const FREE = { name: "free" };
  let state = FREE;

  const seen = element => element.getClientRects().length > 0;
  const usable = element => seen(element) && !element.disabled && !element.hasAttribute("disabled");
  const openDialog = () =>
    [...document.querySelectorAll("vaadin-dialog, vaadin-confirm-dialog")].filter(each => each.opened).pop();
  const WITH_LISTS = "vaadin-select, vaadin-combo-box, vaadin-multi-select-combo-box, vaadin-date-picker, vaadin-time-picker, vaadin-context-menu";
  const FIELDS = `textarea, select, input, [contenteditable='true'], [role='listbox'], [role='option'], [role='combobox'], [role='menu'], ${WITH_LISTS}`;
  const somethingOpen = () =>
    Boolean(document.querySelector("vaadin-menu-bar-button[aria-expanded='true']")) ||
    [...document.querySelectorAll(`${WITH_LISTS}, vaadin-popover`)].some(each => each.opened);
  const fieldOf = event => event.composedPath().find(each => each.matches?.(FIELDS));
  // while a dialog fades out its field still has the focus, but the next key is meant for the screen
  const inClosingDialog = event =>
    event.composedPath().some(each => each.matches?.("vaadin-dialog, vaadin-confirm-dialog") && !each.opened);

  const turn = () => document.querySelector("[data-turn]")?.dataset.turn;
  const serverIsSilent = () =>
    Object.values(window.Vaadin?.Flow?.clients ?? {}).every(client => !client.isActive?.());

  const find = (scope, key) =>
    [...scope.querySelectorAll("[data-key]")].find(each => each.dataset.key.split(" ").includes(key) && usable(each));

  const press = (scope, key) => {
    const target = find(scope, key);
    if (target) {
      const choice = target.hasAttribute("aria-pressed");
      const keeps = turn() === undefined || choice ? "all" : target.dataset.opens === "digits" ? "digits" : "none";
      state = { name: "asked", at: Date.now(), turn: turn(), busy: false, keeps, keys: [] };
      target.click();
      state.busy = !serverIsSilent();
      watch(state);
    }
    return Boolean(target);
  };

  /** Looks for the answer with every frame, until it is drawn. */
  const watch = asked =>
    requestAnimationFrame(() => {
      lookForAnswer();
      if (state === asked) {
        watch(asked);
      }
    });

  /** Frees the keys if what was asked for is drawn. */
  const lookForAnswer = () => {
    if (state.name !== "asked") {
      return;
    }
    const asked = state;
    const silent = serverIsSilent();
    asked.busy ||= !silent;
    const answered =
      (asked.turn !== undefined && turn() !== asked.turn) || (silent && (asked.busy || Date.now() - asked.at > ANSWER_MILLIS));
    if (!answered) {
      return;
    }
    asked.answeredAt ??= Date.now();
    if (asked.keeps !== "digits") {
      state = FREE;
      replay(asked.keys);
      return;
    }
    const dialog = openDialog();
    if (dialog && find(dialog, "1")) {
      state = FREE;
      replay(asked.keys);
    } else if (Date.now() - asked.answeredAt >= (dialog ? DIALOG_MILLIS : ANSWER_MILLIS)) {
      state = FREE;
    }
  };

  /** Lets the kept keys act on what is drawn by now, until one of them is an act itself. */
  const replay = keys => {
    while (keys.length > 0 && state.name !== "asked") {
      const key = keys.shift();
      if (key === SUBMIT) {
        submit(openDialog() ?? document);
      } else {
        act(key, openDialog() ?? document, document.activeElement);
      }
    }
    if (state.keeps === "all") {
      state.keys.push(...keys);
    }
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

  const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

  /** Keeps the key, lets it go, or leaves it to the browser (false), while an act is on its way. */
  const meanwhile = key => {
    if (key === "Escape") {
      state.keys = [];
      state.keeps = "none";
    } else if (key.length > 1 && !(key in STEPS) && key !== SUBMIT) {
      // Tab, F5 and the like are the browser's; Enter would press a button that is about to mean something else
      return key === "Enter" && state.keeps !== "all";
    } else if ((state.keeps === "all" || (state.keeps === "digits" && /^\d$/.test(key))) && state.keys.length < KEYS_KEPT) {
      state.keys.push(key);
    }
    return true;
  };

  /** Presses the button that ends the dialog or form; false if there is none. */
  const submit = scope => {
    // leaving the field sends what was typed before the button is pressed
    const field = document.activeElement;
    field?.blur();
    const pressed = press(scope, SUBMIT);
    field?.focus();
    return pressed;
  };

  /** Does what the key means on the screen or in the dialog; false if it means nothing. */
  const act = (key, scope, target) => {
    if (state.name === "asked") {
      return meanwhile(key);
    }
    if (state.name === "chord") {
      const inTime = Date.now() < state.until;
      state = FREE;
      if (inTime) {
        return go(key);
      }
    }
    if (key === "Enter") {
      // Enter on something that can be pressed presses that
      return target?.matches?.("body, .case, vaadin-app-layout") ? press(scope, "enter") : false;
    }
    if (key === "g" && scope === document) {
      state = { name: "chord", until: Date.now() + CHORD_MILLIS };
      return true;
    }
    const field = [...scope.querySelectorAll(`[data-focus='${CSS.escape(key)}']`)].find(usable);
    if (field) {
      field.focus();
      return true;
    }
    return press(scope, key) || (key in STEPS && step(scope, STEPS[key]));
  };

  document.addEventListener("keydown", event => {
    if (event.isComposing || event.metaKey || event.altKey) {
      return;
    }
    lookForAnswer();
    const scope = openDialog() ?? document;
    if (event.ctrlKey) {
      if (event.key === "Enter" && !event.repeat && (state.name === "asked" ? meanwhile(SUBMIT) : submit(scope))) {
        event.preventDefault();
      }
      return;
    }
    if (fieldOf(event) && !inClosingDialog(event)) {
      if (event.key === "Escape" && scope === document && !somethingOpen()) {
        document.activeElement?.blur();
      }
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.defaultPrevented || somethingOpen() || (event.repeat && !(key in STEPS))) {
      return;
    }
    if (act(key, scope, event.composedPath()[0]) && key !== "Escape") {
      event.preventDefault();
    }
  });

  // a held Enter or space would press a focused button again and again
  window.addEventListener("keydown", event => {
    if (event.repeat && (event.key === "Enter" || event.key === " ") && !event.composedPath()[0].matches?.("textarea, input")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, { capture: true });

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

    /** Counts down in the element how long a decision can be taken back, and tells the server when that is over. */
    undo(toast, left, millis) {
      clearInterval(toast.moderatoUndo);
      const end = Date.now() + millis;
      const show = () => {
        const seconds = Math.ceil((end - Date.now()) / 1000);
        left.textContent = `${Math.max(0, seconds)} s`;
        if (!toast.isConnected || !seen(toast)) {
          clearInterval(toast.moderatoUndo);
        } else if (seconds <= 0) {
          clearInterval(toast.moderatoUndo);
          toast.dispatchEvent(new CustomEvent("undo-over"));
        }
      };
      toast.moderatoUndo = setInterval(show, 250);
      show();
    },

    /** Copies the text and says at the element whether that worked: browsers refuse it on pages that are not encrypted. */
    async copy(element, text) {
      try {
        await navigator.clipboard.writeText(text);
        element.dispatchEvent(new CustomEvent("copied"));
      } catch {
        element.dispatchEvent(new CustomEvent("not-copied"));
      }
    }
  };
})();
