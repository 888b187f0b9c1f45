export function SiteFooter({ learner }: { learner: string | undefined }) {
  return (
    <footer class="mt-24 border-t border-line">
      <div class="mx-auto flex max-w-[84rem] flex-wrap items-baseline gap-x-8 gap-y-2 px-4 py-8 text-sm text-muted sm:px-8">
        <p>Truthlab, a course on how distributed systems agree on what is true.</p>
        {learner !== undefined && (
          <p class="min-w-0 break-words">
            You learn here as <bdi>{learner}</bdi>.
          </p>
        )}
        <nav aria-label="About" class="flex flex-wrap gap-x-6 gap-y-2 sm:ml-auto sm:gap-x-8">
          <a href="/glossary" class="touch underline underline-offset-4 hover:text-ink">Glossary</a>
          <a href="/about/grader" class="touch underline underline-offset-4 hover:text-ink">
            The grader's own grade
          </a>
          <a href="/teach" class="touch underline underline-offset-4 hover:text-ink">
            For instructors
          </a>
        </nav>
      </div>
    </footer>
  );
}
