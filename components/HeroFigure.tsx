const LANES = [{ name: "Ana", x: 90 }, { name: "Ben", x: 250 }, { name: "Cem", x: 410 }];

/** On the landing page: a run of three replicas, with one causal path and one event aside of it. */
export function HeroFigure() {
  return (
    <figure class="rounded-xl border border-line bg-panel">
      <svg
        viewBox="0 0 500 430"
        role="img"
        aria-labelledby="hero-title"
        class="grid-paper w-full rounded-t-xl font-sans"
      >
        <title id="hero-title">
          Ana's post reaches Ben, who comments; the comment reaches Cem. Cem's like happened before
          he had heard of either.
        </title>
        {LANES.map(({ name, x }) => (
          <g key={name}>
            <text x={x} y="42" text-anchor="middle" class="fill-ink text-[15px] font-semibold">
              {name}
            </text>
            <path d={`M${x} 58V404`} class="stroke-muted" stroke-width="1.5" opacity=".55" />
          </g>
        ))}
        <g class="stroke-accent" fill="none" stroke-width="2.5" stroke-linecap="round">
          <path d="M90 110 245 182M250 184V250M250 250 405 332" />
        </g>
        <path
          d="M410 130 256 296"
          class="stroke-muted"
          fill="none"
          stroke-width="2"
          stroke-dasharray="1 7"
          stroke-linecap="round"
        />
        <Event x={90} y={110} label="post" clock="1 0 0" isCausal />
        <Event x={250} y={184} label="reads" clock="1 1 0" isCausal />
        <Event x={250} y={250} label="comment" clock="1 2 0" isCausal />
        <Event x={410} y={334} label="reads" clock="1 2 2" isCausal isLeft />
        <Event x={410} y={130} label="like" clock="0 0 1" isLeft />
        <Event x={250} y={298} label="hears" clock="1 3 1" />
      </svg>
      <figcaption class="border-t border-line px-5 py-4 text-sm leading-relaxed text-muted">
        Post and comment are in order: <span class="font-mono text-ink">1 0 0</span> is contained in
        {" "}
        <span class="font-mono text-ink">1 2 0</span>. The like,{" "}
        <span class="font-mono text-ink">0 0 1</span>, is <em>concurrent</em>{" "}
        with both: no clock on the wall can put it before or after.
      </figcaption>
    </figure>
  );
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
      <text {...side} y={y - 3} class="fill-ink text-[13px] font-medium">{label}</text>
      <text {...side} y={y + 14} class="fill-muted font-mono text-[12px]">{clock}</text>
    </g>
  );
}
