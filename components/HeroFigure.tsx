const LANES = [{ name: "Ana", x: 76 }, { name: "Ben", x: 210 }, { name: "Cem", x: 344 }];

/** On the landing page: a run of three replicas, with one causal path and one event aside of it. */
export function HeroFigure() {
  return (
    <figure class="overflow-hidden rounded-xl border border-line bg-panel">
      <svg
        viewBox="0 0 420 400"
        role="img"
        aria-labelledby="hero-title"
        class="grid-paper w-full font-sans"
      >
        <title id="hero-title">
          Ana's post reaches Ben, who comments; the comment reaches Cem. Cem's like happened before
          he had heard of either.
        </title>
        {LANES.map(({ name, x }) => (
          <g key={name}>
            <text x={x} y="38" text-anchor="middle" class="fill-ink text-[15px] font-semibold">
              {name}
            </text>
            <path d={`M${x} 54V380`} class="stroke-muted" stroke-width="1.5" opacity=".5" />
          </g>
        ))}
        <path
          d="M344 118 216 292"
          class="stroke-muted"
          fill="none"
          stroke-width="2"
          stroke-dasharray="1 7"
          stroke-linecap="round"
        />
        <path
          d="M76 100 210 172V236L344 330"
          class="stroke-accent"
          fill="none"
          stroke-width="2.5"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
        <Event x={76} y={100} label="post" clock="1 0 0" isCausal isLeft />
        <Event x={210} y={172} label="reads" clock="1 1 0" isCausal />
        <Event x={210} y={236} label="comment" clock="1 2 0" isCausal isLeft />
        <Event x={210} y={300} label="hears" clock="1 3 1" isLeft />
        <Event x={344} y={118} label="like" clock="0 0 1" />
        <Event x={344} y={330} label="reads" clock="1 2 2" isCausal />
      </svg>
      <figcaption class="border-t border-line px-5 py-4 text-sm leading-relaxed text-muted">
        The numbers count what was known of Ana, Ben and Cem. The comment <Clock>1 2 0</Clock>{" "}
        knows of the post. The like <Clock>0 0 1</Clock> and the post <Clock>1 0 0</Clock>{" "}
        know nothing of each other: no clock on the wall can say which came first.
      </figcaption>
    </figure>
  );
}

function Clock({ children }: { children: string }) {
  return <span class="whitespace-nowrap font-mono text-ink">{children}</span>;
}

function Event({ x, y, label, clock, isCausal = false, isLeft = false }: {
  x: number;
  y: number;
  label: string;
  clock: string;
  isCausal?: boolean;
  isLeft?: boolean;
}) {
  const side = isLeft ? { x: x - 14, "text-anchor": "end" as const } : { x: x + 14 };
  return (
    <g>
      <circle
        cx={x}
        cy={y}
        r="7"
        stroke-width="2.5"
        class={isCausal ? "fill-accent stroke-panel" : "fill-panel stroke-ink"}
      />
      <text {...side} y={y - 3} class="fill-ink text-[14px] font-medium">{label}</text>
      <text {...side} y={y + 14} class="fill-muted font-mono text-[12.5px]">{clock}</text>
    </g>
  );
}
