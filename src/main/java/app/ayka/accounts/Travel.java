package app.ayka.accounts;

/** How far somebody goes for an event. */
public sealed interface Travel {

    record HomeCityOnly() implements Travel {}

    record SameCountry() implements Travel {}

    /** At most this many kilometres from the home city, 1 to 20 000. */
    record WithinKm(int km) implements Travel {}

    record Continent() implements Travel {}

    record Anywhere() implements Travel {}
}
