import type { FunctionComponent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { SearchDialogProps } from "./search/SearchDialog.tsx";

/**
 * The way to the search in the head of every page: a link to its page, and once its script is there
 * a button that opens it over this page. The library and the index come when they are wanted.
 */
export default function Search() {
  const [isLive, setIsLive] = useState(false);
  const [Dialog, setDialog] = useState<FunctionComponent<SearchDialogProps>>();
  const [isOpen, setIsOpen] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  const load = async () => {
    const { SearchDialog, loadIndex } = await import("./search/SearchDialog.tsx");
    // What cannot be loaded is told in the dialog.
    loadIndex().catch(() => {});
    setDialog(() => SearchDialog);
  };
  const open = async () => {
    await load();
    setIsOpen(true);
  };
  useEffect(() => {
    setIsLive(true);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      open();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <a
        ref={link}
        href="/search"
        role={isLive ? "button" : undefined}
        aria-haspopup={isLive ? "dialog" : undefined}
        aria-keyshortcuts={isLive ? "/" : undefined}
        onFocus={load}
        onPointerEnter={load}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          open();
        }}
        onKeyDown={(event) => {
          if (event.key !== " ") return;
          event.preventDefault();
          open();
        }}
        class="touch inline-flex h-9 min-w-[2.25rem] items-center justify-center gap-2 rounded-full text-[0.9375rem] text-muted hover:text-ink md:border md:border-line md:bg-panel md:px-3.5 md:hover:border-muted"
      >
        <MagnifyingGlass />
        <span class="sr-only md:not-sr-only">Search</span>
        {/* Its place is kept, so that nothing moves when the script is there. */}
        <kbd
          aria-hidden="true"
          class={`hidden text-xs text-muted md:inline ${isLive ? "" : "invisible"}`}
        >
          /
        </kbd>
      </a>
      {Dialog !== undefined && isOpen && (
        <Dialog
          onClose={() => {
            setIsOpen(false);
            link.current?.focus();
          }}
        />
      )}
    </>
  );
}

/** Where a slash is part of what is written. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select"));
}

function MagnifyingGlass() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" class="h-[1.125rem] w-[1.125rem] stroke-current">
      <path
        d="M8.5 3a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M12.6 12.6 17 17"
        fill="none"
        stroke-width="1.8"
        stroke-linecap="round"
      />
    </svg>
  );
}
