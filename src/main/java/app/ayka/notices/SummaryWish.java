package app.ayka.notices;

import app.ayka.digests.SummaryChoice;
import org.springframework.stereotype.Component;

/** The summary is the mail of what is ready. */
@Component
class SummaryWish implements SummaryChoice {

    private final NoticeChoices choices;

    SummaryWish(NoticeChoices choices) {
        this.choices = choices;
    }

    @Override
    public boolean isWanted() {
        return choices.of(NoticeKind.RECORDING_READY).contains(Channel.MAIL);
    }
}
