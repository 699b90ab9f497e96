package app.ayka.notices.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.base.ActingUser;
import app.ayka.base.CurrentUser;
import app.ayka.base.ui.TimeWords;
import app.ayka.notices.NoticeDraft;
import app.ayka.notices.NoticeKind;
import app.ayka.notices.NoticeNews;
import app.ayka.notices.Notices;
import app.ayka.notices.push.PushKeys;
import app.ayka.notices.push.PushSubscriptions;
import app.ayka.testing.TestUsers;
import app.ayka.testing.ViewTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.popover.Popover;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class NoticeBellTest extends ViewTest {

    @Autowired
    Notices notices;

    @Autowired
    NoticeNews news;

    @Autowired
    PushSubscriptions subscriptions;

    @Autowired
    PushKeys keys;

    @Autowired
    TimeWords times;

    @Autowired
    CurrentUser currentUser;

    @Autowired
    TestUsers users;

    @BeforeEach
    void open() {
        com.vaadin.flow.component.UI.getCurrent().navigate("profile");
    }

    @Test
    void withoutNoticesItSaysWhatWillBeHere() {
        var bell = bell();
        assertThat(bell.label()).isEqualTo("Notices");

        bell.open();

        assertThat(bell.text()).contains("Nothing new").doesNotContain("Mark all as read");
    }

    @Test
    void noticesStandByDayAndOpenWhatTheyAreAbout() {
        tell("one", "Hallway <b>talk</b>");
        tell("two", "Breakfast");
        var bell = bell();
        assertThat(bell.label()).isEqualTo("2 new notices");

        bell.open();

        assertThat(bell.find(H3.class)).extracting(H3::getText).containsExactly("Today");
        assertThat(bell.rows()).hasSize(2);
        assertThat(bell.rows().getLast().getElement().getTextRecursively()).contains("Hallway <b>talk</b> could not");
        assertThat(bell.rows().getFirst().getElement().hasAttribute("data-unread"))
                .isTrue();

        bell.markAll();

        assertThat(bell.rows()).noneMatch(row -> row.getElement().hasAttribute("data-unread"));
        assertThat(notices.unread()).isZero();
    }

    @Test
    void anotherPersonsNoticesAreNotHere() {
        var ben = users.register("Ben");
        ActingUser.run(ben, () -> tell("one", "Ben's talk"));

        var bell = bell();
        bell.open();

        assertThat(bell.rows()).isEmpty();
    }

    private void tell(String occasion, String title) {
        notices.tell(new NoticeDraft(NoticeKind.RECORDING_FAILED, occasion, null, title, "It hurts.", 0));
    }

    private Opened bell() {
        var bell = new NoticeBell(notices, news, subscriptions, keys, times, currentUser);
        com.vaadin.flow.component.UI.getCurrent().add(bell);
        return new Opened(bell);
    }

    /** The bell with what is behind it. */
    private record Opened(NoticeBell bell) {

        String label() {
            return find(Button.class).getFirst().getAriaLabel().orElse("");
        }

        void open() {
            find(Popover.class).getFirst().open();
        }

        void markAll() {
            find(Button.class).stream()
                    .filter(button -> button.getText().equals("Mark all as read"))
                    .findFirst()
                    .orElseThrow()
                    .click();
        }

        String text() {
            var panel = find(NoticePanel.class).getFirst();
            return panel.getElement()
                    .getTextRecursively()
                    .replace("Mark all as read", readAllShown() ? "Mark all as read" : "");
        }

        private boolean readAllShown() {
            return find(Button.class).stream()
                    .anyMatch(button -> button.getText().equals("Mark all as read") && button.isVisible());
        }

        List<Anchor> rows() {
            return find(Anchor.class).stream()
                    .filter(anchor -> anchor.hasClassName("notice-row"))
                    .toList();
        }

        <T extends Component> List<T> find(Class<T> type) {
            return all(bell).filter(type::isInstance).map(type::cast).toList();
        }

        private static java.util.stream.Stream<Component> all(Component parent) {
            return java.util.stream.Stream.concat(
                    java.util.stream.Stream.of(parent), parent.getChildren().flatMap(Opened::all));
        }
    }
}
