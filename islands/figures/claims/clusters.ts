import { RaftNode } from "../kit/raft_node.ts";
import { BankNode } from "./bank_node.ts";
import { clusterOf } from "./case.ts";
import { CopyNode } from "./copy_node.ts";

/** A leader and a copy that follows it. */
export const COPIES = clusterOf((context) => new CopyNode(context), "n1", "n2");

/** A client and its bank. */
export const BANK = clusterOf((context) => new BankNode(context), "client", "bank");

/** Three machines that run Raft. */
export const RAFT = clusterOf((context) => new RaftNode(context), "n1", "n2", "n3");
