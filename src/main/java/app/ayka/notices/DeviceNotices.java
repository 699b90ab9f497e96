package app.ayka.notices;

import app.ayka.accounts.devices.DeviceConnected;
import app.ayka.accounts.login.DeviceSignedIn;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells users that somebody signed in on a device that was not signed in before, or connected one. */
@Component
class DeviceNotices {

    private final Notices notices;

    DeviceNotices(Notices notices) {
        this.notices = notices;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void signedIn(DeviceSignedIn signedIn) {
        if (signedIn.isNews()) {
            notices.tell(new NoticeDraft(NoticeKind.NEW_SIGN_IN, signedIn.series(), null, signedIn.device(), "", 0));
        }
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void connected(DeviceConnected connected) {
        var occasion = "connected " + UUID.randomUUID(); // each is let in once
        notices.tell(new NoticeDraft(NoticeKind.NEW_SIGN_IN, occasion, null, connected.name(), "", 0));
    }
}
