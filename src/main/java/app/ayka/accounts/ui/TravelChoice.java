package app.ayka.accounts.ui;

import app.ayka.accounts.Travel;
import app.ayka.accounts.Travel.Anywhere;
import app.ayka.accounts.Travel.Continent;
import app.ayka.accounts.Travel.HomeCityOnly;
import app.ayka.accounts.Travel.SameCountry;
import app.ayka.accounts.Travel.WithinKm;

/** The kinds of {@link Travel} as choices of a form. */
enum TravelChoice {
    HOME_CITY,
    SAME_COUNTRY,
    WITHIN_KM,
    CONTINENT,
    ANYWHERE;

    static TravelChoice of(Travel travel) {
        return switch (travel) {
            case HomeCityOnly only -> HOME_CITY;
            case SameCountry same -> SAME_COUNTRY;
            case WithinKm within -> WITHIN_KM;
            case Continent continent -> CONTINENT;
            case Anywhere anywhere -> ANYWHERE;
        };
    }

    Travel travel(int km) {
        return switch (this) {
            case HOME_CITY -> new HomeCityOnly();
            case SAME_COUNTRY -> new SameCountry();
            case WITHIN_KM -> new WithinKm(km);
            case CONTINENT -> new Continent();
            case ANYWHERE -> new Anywhere();
        };
    }

    String messageKey() {
        return "accounts.travel." + name();
    }
}
