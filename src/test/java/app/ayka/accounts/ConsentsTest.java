package app.ayka.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.accounts.Consent.Purpose;
import app.ayka.accounts.Consent.State;
import app.ayka.base.ActingUser;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AykaTest
class ConsentsTest {

    @Autowired
    Consents consents;

    @Autowired
    TestUsers users;

    @Test
    void theLatestWordOfAPersonHoldsAndTheHistoryStays() {
        var recording = UUID.randomUUID();
        ActingUser.run(users.register("Anna"), () -> {
            consents.record(recording, "Deepak", Purpose.RECORD, State.GIVEN);
            consents.record(recording, "Deepak ", Purpose.RECORD, State.GIVEN);
            consents.record(recording, "Linh", Purpose.RECORD, State.GIVEN);
            consents.record(recording, "Deepak", Purpose.RECORD, State.WITHDRAWN);

            assertThat(consents.holding(recording))
                    .extracting(Consent::person, Consent::state)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("Linh", State.GIVEN),
                            org.assertj.core.groups.Tuple.tuple("Deepak", State.WITHDRAWN));
            assertThat(consents.history(recording)).hasSize(3);
        });
        ActingUser.run(
                users.register("Ben"),
                () -> assertThat(consents.history(recording)).isEmpty());
    }

    @Test
    void aConsentOfNobodyIsRefused() {
        ActingUser.run(
                users.register("Anna"),
                () -> assertThatThrownBy(() -> consents.record(UUID.randomUUID(), "  ", Purpose.RECORD, State.GIVEN))
                        .isInstanceOf(IllegalArgumentException.class));
    }
}
