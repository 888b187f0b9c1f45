import { Head } from "fresh/runtime";

/** What a page is called, and what search engines and messengers that show a link say of it. */
export function PageHead({ title, about }: {
  title: string;
  /** One or two sentences. */
  about: string;
}) {
  return (
    <Head>
      <title>{title.includes("Truthlab") ? title : `${title} · Truthlab`}</title>
      <meta name="description" content={about} />
      <meta property="og:site_name" content="Truthlab" />
      <meta property="og:type" content="website" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={about} />
    </Head>
  );
}
