import { randomUUID } from "node:crypto";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { turnsOfActions } from "../core/chat/turnsOfActions";
import { BudgetDesk } from "../core/run/budgetDesk";
import { BalanceWatch } from "../host/balanceWatch";
import { chatFolder } from "../host/chatFolder";
import { ChatSession } from "../host/chatSession";
import { ConversationStore } from "../host/conversationStore";
import { DraftStore } from "../host/draftStore";
import { SharedConversation } from "../host/sharedConversation";
import { showStorageNotice } from "../host/showStorageNotice";
import { ShownConversation } from "../host/shownConversation";
import { workspaceIdentity } from "../host/specIdentity";
import { StorageNotices } from "../host/storageNotices";
import { UsageLedger } from "../host/usageLedger";
import { UsageReader } from "../host/usageReader";
import { type WindowIdentity, WriterLiveness } from "../host/writerLiveness";
import type { Base } from "./createBase";
import type { Own } from "./own";

export type Accounts = ReturnType<typeof createAccounts>;

/** What is kept: conversations and drafts, what runs have cost, and what is left. */
export function createAccounts(context: vscode.ExtensionContext, base: Base, own: Own) {
  const { clock, log, settings, secrets, gateways, providers } = base;
  const storage = chatFolder(context);
  const oldStorage = (context.storageUri ?? context.globalStorageUri).fsPath;
  const window: WindowIdentity = { id: randomUUID(), host: os.hostname(), pid: process.pid };
  const liveness = new WriterLiveness(window, clock);
  const notices = new StorageNotices(showStorageNotice, log);
  const store = own(new ConversationStore(path.join(storage, "conversations"), window, log, { notices }));
  const shown = own(new ShownConversation(storage, oldStorage, log, { windowId: window.id, notices }));
  const drafts = own(new DraftStore(path.join(storage, "drafts"), { window, liveness, notices, clock, log }));
  const chat = own(
    new ChatSession({
      shown,
      drafts,
      secrets,
      readTurns: async (conversationId) => {
        const lines = await store.readWhole(conversationId);
        return turnsOfActions(
          conversationId,
          lines.map(({ value }) => value),
        );
      },
      openConversation: (conversationId, listener) =>
        new SharedConversation(conversationId, { store, window, liveness }, listener),
    }),
  );

  const spent = own(new vscode.EventEmitter<void>());
  const usageFolder = path.join(context.globalStorageUri.fsPath, "usage");
  const usage = own(
    new UsageLedger(usageFolder, {
      window,
      liveness,
      notices,
      clock,
      workspace: workspaceIdentity,
      onChange: () => spent.fire(),
    }),
  );
  const balance = own(new vscode.EventEmitter<void>());
  const balances = own(new BalanceWatch({ gateways, providers, clock, log, onChange: () => balance.fire() }));
  const focused = own(new vscode.EventEmitter<void>());
  own(
    vscode.window.onDidChangeWindowState((state) => {
      if (!state.focused) return;
      chat.catchUp();
      // Other windows may have spent something.
      focused.fire();
    }),
  );
  return {
    chat,
    usage,
    past: () => usage.past(),
    openUsage: () => new UsageReader(usageFolder, { windowId: window.id, notices }),
    balances,
    budgets: new BudgetDesk({ settings, accounts: usage }),
    /** A run was booked. */
    onDidSpend: spent.event,
    /** A balance was looked up. */
    onDidSeeBalance: balance.event,
    /** The user is back in this window; others may have spent something. */
    onDidFocus: focused.event,
    /** Resolves when everything that has to outlive the window is on disk. */
    flush: async (): Promise<void> => {
      await Promise.all([store.flush(), shown.flush(), drafts.flush(), usage.flush()]);
    },
  };
}
