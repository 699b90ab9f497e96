package app.ayka.accounts.ui;

import app.ayka.accounts.Problem;
import app.ayka.accounts.Profile;
import app.ayka.accounts.Travel.WithinKm;
import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The fields of a {@link Profile}. It holds no rule: what is wrong comes from saving. */
final class ProfileForm extends Div {

    private static final long serialVersionUID = 1;
    private static final int USUAL_KM = 300;

    private final TextField name = new TextField(text("name"));
    private final TextField headline = new TextField(text("headline"));
    private final TextArea bio = new TextArea(text("bio"));
    private final Tags interests = new Tags(text("interests"));
    private final TextArea goals = new TextArea(text("goals"));
    private final TextField homeCity = new TextField(text("city"));
    private final ComboBox<String> homeCountry = new ComboBox<>(text("country"));
    private final MultiSelectComboBox<String> languages = new MultiSelectComboBox<>(text("languages"));
    private final RadioButtonGroup<TravelChoice> travel = new RadioButtonGroup<>(text("travel"));
    private final IntegerField km = new IntegerField(text("km"));
    private final ComboBox<String> timeZone = new ComboBox<>(text("zone"));
    private final Map<String, HasValidation> fields = new LinkedHashMap<>();
    private int version;

    ProfileForm(Runnable changed) {
        addClassName("profile-form");
        name.setAutocomplete(Autocomplete.NAME);
        name.setRequiredIndicatorVisible(true);
        headline.setPlaceholder(text("headline.hint"));
        bio.setMinRows(3);
        interests.setHelperText(text("interests.hint"));
        goals.setHelperText(text("goals.hint"));
        goals.setMinRows(2);
        homeCity.setAutocomplete(Autocomplete.ADDRESS_LEVEL2);
        choices(homeCountry, Locale.getISOCountries(), this::country);
        homeCountry.setClearButtonVisible(true);
        languages.setItems(sorted(Locale.getISOLanguages(), this::language));
        languages.setItemLabelGenerator(this::language);
        languages.setAutoExpand(MultiSelectComboBox.AutoExpandMode.VERTICAL);
        travel.setItems(TravelChoice.values());
        travel.setItemLabelGenerator(choice -> getTranslation(choice.messageKey()));
        travel.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        travel.addValueChangeListener(change -> km.setVisible(change.getValue() == TravelChoice.WITHIN_KM));
        km.setStepButtonsVisible(true);
        km.setStep(50);
        km.setMin(1);
        km.setVisible(false);
        timeZone.setItems(ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.equals("UTC") || zone.matches("[A-Z][a-z]+/.*") && !zone.startsWith("Etc/"))
                .sorted()
                .toList());
        fields.putAll(Map.of("name", name, "headline", headline, "bio", bio, "interests", interests, "goals", goals));
        fields.putAll(Map.of("homeCity", homeCity, "homeCountry", homeCountry, "languages", languages, "travel", km));
        add(
                section("about", name, headline, bio),
                section("seek", interests, goals),
                section("home", pair(homeCity, homeCountry), languages, timeZone, travel, km));
        Stream.<HasValue<?, ?>>of(
                        name, headline, bio, interests, goals, homeCity, homeCountry, languages, travel, km, timeZone)
                .forEach(field -> field.addValueChangeListener(change -> {
                    if (change.isFromClient()) {
                        changed.run();
                    }
                }));
        Stream.of(name, headline, homeCity).forEach(field -> field.setValueChangeMode(ValueChangeMode.LAZY));
        bio.setValueChangeMode(ValueChangeMode.LAZY);
        goals.setValueChangeMode(ValueChangeMode.LAZY);
    }

    void show(Profile profile) {
        fields.values().forEach(field -> field.setInvalid(false));
        version = profile.version();
        name.setValue(profile.name());
        headline.setValue(profile.headline());
        bio.setValue(profile.bio());
        interests.show(profile.interests());
        goals.setValue(String.join("\n", profile.goals()));
        homeCity.setValue(profile.homeCity());
        choose(homeCountry, profile.homeCountry());
        languages.setValue(new LinkedHashSet<>(profile.languages()));
        travel.setValue(TravelChoice.of(profile.travel()));
        km.setValue(profile.travel() instanceof WithinKm within ? within.km() : USUAL_KM);
        choose(timeZone, profile.timeZone().getId());
    }

    Profile typed() {
        return new Profile(
                name.getValue(),
                headline.getValue(),
                bio.getValue(),
                List.copyOf(interests.getValue()),
                goals.getValue().lines().toList(),
                homeCity.getValue(),
                value(homeCountry).orElse(""),
                List.copyOf(languages.getValue()),
                Optional.ofNullable(travel.getValue())
                        .orElse(TravelChoice.ANYWHERE)
                        .travel(Optional.ofNullable(km.getValue()).orElse(0)),
                ZoneId.of(value(timeZone).orElse("UTC")),
                version);
    }

    void show(List<Problem> problems) {
        fields.values().forEach(field -> field.setInvalid(false));
        problems.forEach(problem -> {
            var field = fields.get(problem.field());
            if (field != null) {
                field.setErrorMessage(
                        getTranslation(problem.key(), problem.args().toArray()));
                field.setInvalid(true);
            }
        });
    }

    private Section section(String key, Component... content) {
        var section = new Section(new H2(text(key)));
        section.addClassName("card");
        section.add(content);
        for (var field : content) {
            if (field instanceof AbstractField<?, ?> wide) {
                wide.getStyle().setWidth("100%");
            }
        }
        return section;
    }

    private static Div pair(Component... content) {
        var pair = new Div(content);
        pair.addClassName("profile-pair");
        return pair;
    }

    private static void choices(ComboBox<String> box, String[] codes, Function<String, String> label) {
        box.setItems(sorted(codes, label));
        box.setItemLabelGenerator(label::apply);
    }

    private static List<String> sorted(String[] codes, Function<String, String> label) {
        return Stream.of(codes).sorted(Comparator.comparing(label)).toList();
    }

    private static void choose(ComboBox<String> box, String value) {
        if (value.isEmpty()) {
            box.clear();
        } else {
            box.setValue(value);
        }
    }

    private static Optional<String> value(ComboBox<String> box) {
        return Optional.ofNullable(box.getValue());
    }

    private String country(String code) {
        return Locale.of("", code).getDisplayCountry(getLocale());
    }

    private String language(String code) {
        return Locale.of(code).getDisplayLanguage(getLocale());
    }

    private String text(String key) {
        return getTranslation("accounts.form." + key);
    }
}
