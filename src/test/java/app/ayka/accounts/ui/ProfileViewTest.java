package app.ayka.accounts.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.accounts.Profile;
import app.ayka.accounts.Profiles;
import app.ayka.accounts.Travel;
import app.ayka.testing.ViewTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

class ProfileViewTest extends ViewTest {

    @Autowired
    Profiles profiles;

    @BeforeEach
    void open() {
        navigate(ProfileView.class);
    }

    @Test
    void everyFieldIsSaved() {
        type("Name", "Oona Field");
        type("Headline", "Sells <b>cork</b>");
        area("A few sentences", "One.\n\nTwo \ud83d\ude00.");
        area("What I want", "meet three buyers\nsell less");
        type("Home city", "K\u00f6ln");
        choose("Country", "DE");
        choose("Time zone", "Asia/Kolkata");
        travel(TravelChoice.WITHIN_KM);
        field(IntegerField.class, "Kilometres").setValue(120);
        languages("de", "en");
        save();

        var saved = profiles.mine();
        assertThat(saved)
                .isEqualTo(new Profile(
                        "Oona Field",
                        "Sells <b>cork</b>",
                        "One.\n\nTwo \ud83d\ude00.",
                        List.of(),
                        List.of("meet three buyers", "sell less"),
                        "K\u00f6ln",
                        "DE",
                        List.of("de", "en"),
                        new Travel.WithinKm(120),
                        ZoneId.of("Asia/Kolkata"),
                        saved.version()));
    }

    @Test
    void whatIsWrongIsSaidAtItsField() {
        type("Name", " ");
        type("Headline", "x".repeat(121));
        travel(TravelChoice.WITHIN_KM);
        field(IntegerField.class, "Kilometres").setValue(50_000);
        save();

        assertThat(field(TextField.class, "Name").isInvalid()).isTrue();
        assertThat(field(TextField.class, "Name").getErrorMessage()).isNotBlank();
        assertThat(field(TextField.class, "Headline").getErrorMessage()).contains("120");
        assertThat(field(TextField.class, "Home city").getErrorMessage()).isNotBlank();
        assertThat(field(IntegerField.class, "Kilometres").getErrorMessage()).contains("20");
        assertThat(profiles.mine().name()).isEqualTo("Oona");

        type("Name", "Oona");
        type("Headline", "");
        travel(TravelChoice.ANYWHERE);
        save();
        assertThat(field(TextField.class, "Name").isInvalid()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TravelChoice.class)
    void everyTravelChoiceIsKept(TravelChoice choice) {
        type("Home city", "Oslo");
        choose("Country", "NO");
        travel(choice);
        assertThat(find(IntegerField.class).all()).as("kilometres").hasSize(choice == TravelChoice.WITHIN_KM ? 1 : 0);
        save();
        assertThat(TravelChoice.of(profiles.mine().travel())).isEqualTo(choice);
    }

    @Test
    void theTabThatSavesSecondIsTold() {
        var mine = profiles.mine();
        profiles.save(new Profile(
                "The other tab",
                mine.headline(),
                mine.bio(),
                mine.interests(),
                mine.goals(),
                mine.homeCity(),
                mine.homeCountry(),
                mine.languages(),
                mine.travel(),
                mine.timeZone(),
                mine.version()));
        type("Name", "This tab");
        save();
        assertThat(profiles.mine().name()).isEqualTo("The other tab");
        pressInToast("Show that version");
        assertThat(field(TextField.class, "Name").getValue()).isEqualTo("The other tab");
    }

    @Test
    @SuppressWarnings("unchecked")
    void theWholeWorldsTimeZonesAreThere() {
        var zones = (ComboBox<String>) field(ComboBox.class, "Time zone");
        var offered = zones.getListDataView().getItems().toList();
        assertThat(offered)
                .contains("UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Kathmandu", "Pacific/Apia")
                .doesNotHaveDuplicates()
                .allSatisfy(zone -> assertThat(ZoneId.of(zone)).isNotNull());
    }

    private void save() {
        press("Save");
    }

    private void type(String label, String value) {
        test(field(TextField.class, label)).setValue(value);
    }

    private void area(String label, String value) {
        var area = find(TextArea.class).all().stream()
                .filter(one -> label.equals(one.getLabel()))
                .findFirst()
                .orElseGet(() -> find(TextArea.class).all().getLast());
        test(area).setValue(value);
    }

    @SuppressWarnings("unchecked")
    private void choose(String label, String value) {
        ((ComboBox<String>) field(ComboBox.class, label)).setValue(value);
    }

    @SuppressWarnings("unchecked")
    private void travel(TravelChoice choice) {
        ((RadioButtonGroup<TravelChoice>) find(RadioButtonGroup.class).single()).setValue(choice);
    }

    @SuppressWarnings("unchecked")
    private void languages(String... codes) {
        ((MultiSelectComboBox<String>) find(MultiSelectComboBox.class)
                        .withCondition(box -> !(box instanceof Tags))
                        .single())
                .setValue(new LinkedHashSet<>(List.of(codes)));
    }

    private <T extends Component & HasLabel> T field(Class<T> type, String label) {
        return find(type).withCondition(field -> label.equals(field.getLabel())).single();
    }
}
