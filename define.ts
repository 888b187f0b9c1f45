import { createDefine } from "fresh";
import type { State } from "@/routes/(_shared)/state.ts";

export const define = createDefine<State>();
