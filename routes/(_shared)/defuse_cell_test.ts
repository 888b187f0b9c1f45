import assert from "node:assert/strict";
import { defuseCell } from "./defuse_cell.ts";

Deno.test("defuseCell() leaves no formula behind what other spreadsheets split by", () => {
  assert.equal(defuseCell("x;=1+1;"), "x;'=1+1;");
  assert.equal(defuseCell("x;\t@SUM(A1);-2"), "x;\t'@SUM(A1);'-2");
  assert.equal(defuseCell("x\r\n=1"), "x\r\n'=1");
  assert.equal(defuseCell("late, -10 points; see a+b"), "late, -10 points; see a+b");
});
