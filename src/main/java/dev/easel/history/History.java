package dev.easel.history;

import dev.easel.Family;
import dev.easel.http.Binder;
import dev.easel.resource.Verbs;

/** The families of audits and of component events. */
public final class History implements Family {
    private final Audits audits;
    private final Events events;

    public History(Verbs verbs) {
        audits = new Audits(verbs.desk());
        events = new Events(verbs.desk());
    }

    @Override
    public void bind(Binder on) {
        on.op("v1AuditsList", "audit.list", audits::list);
        on.op("v1AuditsUidGet", "audit.get", audits::get);
        on.op("v1AuditsUidGetSysMsg", "audit.get", audits::sentences);
        on.op("v1AuditsUidMsgUpdate", "audit.get", audits::note);
        on.op("v1EventsComponentsList", "event.list", events::list);
        on.op("v1EventsComponentsCreate", "event.create", events::create);
        on.op("v1EventsComponentsCreateBulk", "event.create", events::createAll);
        on.op("v1EventsComponentsObjTypeUidList", "event.list", events::ofObject);
        on.op("v1EventsComponentsObjTypeUidDelete", "event.delete", events::delete);
    }
}
