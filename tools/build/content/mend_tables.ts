import { element, type Node, textOf, visit } from "./tree.ts";

/** From this many columns on, a table may be wider than a telephone: it scrolls in a box. */
const COLUMNS_WIDE = 4;

/**
 * A rehype plug-in: where the first heading is empty, the first cell of each row is the heading of
 * its row; and wide tables scroll, which the keyboard can do too.
 */
export function mendTables() {
  const walk = (node: Node): void => {
    node.children = node.children?.map((child) => {
      if (child.tagName !== "table") {
        walk(child);
        return child;
      }
      nameRows(child);
      return isWide(child) ? inBox(child) : child;
    });
  };
  return walk;
}

function nameRows(table: Node): void {
  const rows = rowsOf(table);
  const [corner] = cellsOf(rows[0]);
  if (corner === undefined || textOf(corner).trim() !== "") return;
  corner.tagName = "td";
  for (const row of rows.slice(1)) {
    const [first] = cellsOf(row);
    if (first === undefined) continue;
    first.tagName = "th";
    first.properties = { ...first.properties, scope: "row" };
  }
}

function isWide(table: Node): boolean {
  return cellsOf(rowsOf(table)[0]).length >= COLUMNS_WIDE;
}

function inBox(table: Node): Node {
  const names = cellsOf(rowsOf(table)[0]).map(textOf).filter((name) => name.trim() !== "");
  return element("div", {
    className: ["table-box"],
    tabIndex: 0,
    role: "region",
    ariaLabel: `Table: ${names.join(", ")}`,
  }, [table]);
}

function rowsOf(table: Node): Node[] {
  const rows: Node[] = [];
  visit(table, (node) => {
    if (node.tagName === "tr") rows.push(node);
  });
  return rows;
}

function cellsOf(row: Node | undefined): Node[] {
  return (row?.children ?? []).filter(({ tagName }) => tagName === "th" || tagName === "td");
}
