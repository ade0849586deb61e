package dev.easel.cloudaccounts;

import dev.easel.contract.Filter;
import dev.easel.contract.Filter.Case;
import dev.easel.contract.Filter.Operator;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Times;

/** Accounts whose credentials a rehearsed cloud refuses, because somebody ordered that. */
final class Refusals {
    private final Desk desk;

    Refusals(Desk desk) {
        this.desk = desk;
    }

    boolean refuses(Document account) {
        var over = new Filter.Match("until", Operator.LESS_OR_EQUAL, Times.text(desk.now()), Case.EXACT);
        var faults = Query.all(Kinds.REHEARSAL_FAULT, Reach.tenant(account.tenant()))
                .where(Filter.equal("cloudAccountUid", account.uid()))
                .where(over.not());
        return desk.store().list(faults).items().stream()
                .anyMatch(fault -> fault.text("/spec/type").equals("credentialsRevoked"));
    }
}
