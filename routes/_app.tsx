import { asset } from "fresh/runtime";
import { SiteFooter } from "@/components/SiteFooter.tsx";
import { SiteHeader } from "@/components/SiteHeader.tsx";
import { define } from "@/define.ts";
import { firstFonts } from "@/routes/(_shared)/fonts.ts";
import LocalTimes from "@/islands/LocalTimes.tsx";
import OfflineNotice from "@/islands/OfflineNotice.tsx";
import Search from "@/islands/Search.tsx";

export default define.page(({ Component, state, url }) => (
  <html lang="en" data-theme={state.theme} data-owner={state.owner}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Truthlab</title>
      <link rel="icon" href={asset("/favicon.svg")} type="image/svg+xml" />
      {firstFonts().map((url) => (
        <link
          key={url}
          rel="preload"
          href={url}
          as="font"
          type="font/woff2"
          crossorigin="anonymous"
        />
      ))}
      <link rel="stylesheet" href={asset("/styles.css")} />
      <script src={asset("/theme.js")} type="module" />
      <script src={asset("/owner.js")} type="module" />
    </head>
    <body class="flex flex-col">
      <a
        href="#main"
        class="sr-only focus:not-sr-only focus:fixed focus:left-4 focus:top-3 focus:z-30 focus:rounded-md focus:bg-accent focus:px-4 focus:py-2 focus:text-accent-ink"
      >
        Skip to content
      </a>
      <SiteHeader
        account={state.learner?.hasAccount ? state.learner.name : undefined}
        isStaff={state.isStaff}
        path={url.pathname}
        search={<Search />}
      />
      <main id="main" tabindex={-1} class="flex-1 outline-none">
        <Component />
      </main>
      <SiteFooter learner={state.learner?.name} />
      <OfflineNotice />
      <LocalTimes />
    </body>
  </html>
));
