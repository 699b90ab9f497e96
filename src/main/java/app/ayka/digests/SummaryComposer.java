package app.ayka.digests;

import java.util.List;

/** Turns what a conversation came to into a mail: subject, text and HTML with the same content. */
final class SummaryComposer {

    /** More people than this are counted, not told. */
    static final int MAX_PEOPLE = 12;

    static final int MAX_ITEMS = 5;
    static final int MAX_QUOTES = 4;
    static final int MAX_NAME = 80;
    static final int MAX_LINE = 240;
    static final int MAX_QUOTE = 400;

    private final SummaryText text;
    private final SummaryHtml html;
    private final MailWords words;

    SummaryComposer(MailWords words, DeepLinks links) {
        this.words = words;
        this.text = new SummaryText(words, links);
        this.html = new SummaryHtml(words, links);
    }

    ComposedMail compose(ConversationSummary summary) {
        var subject = subject(summary.people());
        return new ComposedMail(
                summary.sample() ? words.of("subject.sample", subject) : subject,
                html.write(subject, summary),
                text.write(subject, summary));
    }

    private String subject(List<PersonMet> people) {
        var first = people.getFirst();
        return switch (people.size()) {
            case 1 -> words.of("subject.one", withCompany(first));
            case 2 -> words.of("subject.two", name(first), name(people.get(1)));
            default -> words.of("subject.more", name(first), name(people.get(1)), people.size() - 2);
        };
    }

    private String withCompany(PersonMet person) {
        var company = person.company();
        return company == null
                ? name(person)
                : words.of("person.company", name(person), SpokenText.line(company, MAX_NAME));
    }

    private static String name(PersonMet person) {
        return SpokenText.line(person.name(), MAX_NAME);
    }
}
