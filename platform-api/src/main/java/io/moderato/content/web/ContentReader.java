package io.moderato.content.web;

import io.moderato.content.ContentType;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.request.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Reads a posted content and refuses what cannot be taken, each fault with its field. */
@Component
public class ContentReader {
    private static final Set<String> FIELDS =
            Set.of("externalId", "author", "type", "text", "images", "language", "url", "createdAt", "context");
    private static final Set<String> FIELDS_AND_STORE = Set.of(
            "externalId", "author", "type", "text", "images", "language", "url", "createdAt", "context", "store");
    private static final Set<String> AUTHOR_FIELDS = Set.of("id", "name");
    private static final Set<String> CONTEXT_FIELDS = Set.of("parentText");
    private static final int MAX_ID_LENGTH = 200;
    private static final int MAX_LANGUAGE_LENGTH = 35;
    private static final int MAX_ADDRESS_LENGTH = 2000;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final ContentSettings settings;

    ContentReader(ContentSettings settings) {
        this.settings = settings;
    }

    /**
     * The content that the object describes.
     *
     * @throws ProblemException INVALID_FIELD or TOO_LARGE with the field's pointer
     */
    public ContentBody read(JsonObject json) {
        json.only(FIELDS);
        return body(json, json.line("externalId", MAX_ID_LENGTH), author(json.object("author")));
    }

    /**
     * The content to decide about at once, of an object that says beside it in {@code store} whether to keep it. What is not kept needs
     * neither an id nor an author.
     */
    public ContentBody readToDecide(JsonObject json, boolean kept) {
        json.only(FIELDS_AND_STORE);
        String externalId =
                kept ? json.line("externalId", MAX_ID_LENGTH) : json.lineOrNull("externalId", MAX_ID_LENGTH);
        JsonObject author = kept ? json.object("author") : json.objectOrNull("author");
        return body(
                json,
                externalId == null ? "not-kept" : externalId,
                author == null ? new ContentBody.AuthorBody("not-told", null) : author(author));
    }

    private ContentBody body(JsonObject json, String externalId, ContentBody.AuthorBody author) {
        ContentType type = json.parsedOrNull("type", ContentType::ofKey);
        String text = text(json, "text");
        List<String> images = json.has("images") ? images(json) : null;
        if ((text == null || text.isBlank()) && (images == null || images.isEmpty())) {
            throw ProblemException.invalidField(
                    json.pointer("text"), "The text is empty and there are no images. Send at least one of them.");
        }
        return new ContentBody(
                externalId, author, type, text, images, language(json), url(json), createdAt(json), context(json));
    }

    private static ContentBody.AuthorBody author(JsonObject author) {
        author.only(AUTHOR_FIELDS);
        return new ContentBody.AuthorBody(author.line("id", MAX_ID_LENGTH), author.lineOrNull("name", MAX_ID_LENGTH));
    }

    private ContentBody.@Nullable ContextBody context(JsonObject json) {
        JsonObject context = json.objectOrNull("context");
        return context == null ? null : new ContentBody.ContextBody(text(context.only(CONTEXT_FIELDS), "parentText"));
    }

    private @Nullable String text(JsonObject json, String field) {
        String text = json.textOrNull(field);
        if (text != null && exceeds(text, settings.maxText())) {
            throw new ProblemException(
                    ProblemKey.TOO_LARGE,
                    "'%s' has more than %,d bytes in UTF-8. Send a shorter one."
                            .formatted(field, settings.maxText().toBytes()),
                    json.pointer(field),
                    null);
        }
        return text;
    }

    private static boolean exceeds(String text, DataSize limit) {
        long bytes = limit.toBytes();
        // a UTF-16 unit takes one to three bytes in UTF-8, so most texts need not be encoded to know
        return text.length() > bytes
                || (text.length() * 3L > bytes && text.getBytes(StandardCharsets.UTF_8).length > bytes);
    }

    private List<String> images(JsonObject json) {
        List<String> images = json.texts("images", settings.maxImages());
        long inline = 0;
        for (int i = 0; i < images.size(); i++) {
            String pointer = json.pointer("images") + "/" + i;
            String address = images.get(i);
            if (!address.regionMatches(true, 0, "data:image/", 0, "data:image/".length())) {
                webAddress(pointer, address, "an http, https or data:image/ address");
            } else if ((inline += address.length()) > settings.maxInlineImages().toBytes()) {
                throw new ProblemException(
                        ProblemKey.TOO_LARGE,
                        "The images given as data: have more than %,d characters together. Send addresses instead."
                                .formatted(settings.maxInlineImages().toBytes()),
                        pointer,
                        null);
            }
        }
        return images;
    }

    private static @Nullable String language(JsonObject json) {
        String tag = json.lineOrNull("language", MAX_LANGUAGE_LENGTH);
        if (tag != null) {
            try {
                new Locale.Builder().setLanguageTag(tag);
            } catch (IllformedLocaleException wrong) {
                throw ProblemException.invalidField(
                        json.pointer("language"), "'language' is not a BCP 47 tag such as en, de-AT or zh-Hant.");
            }
        }
        return tag;
    }

    private static @Nullable String url(JsonObject json) {
        String url = json.textOrNull("url");
        if (url != null) {
            webAddress(json.pointer("url"), url, "an http or https address");
        }
        return url;
    }

    private static void webAddress(String pointer, String address, String expected) {
        if (address.length() > MAX_ADDRESS_LENGTH) {
            throw ProblemException.invalidField(
                    pointer, "An address has at most %,d characters.".formatted(MAX_ADDRESS_LENGTH));
        }
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme();
            if (scheme != null
                    && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                    && uri.getRawAuthority() != null) {
                return;
            }
        } catch (URISyntaxException wrong) {
            // answered below
        }
        throw ProblemException.invalidField(
                pointer, "This is not %s. Percent-encode spaces and other special characters.".formatted(expected));
    }

    private static @Nullable Instant createdAt(JsonObject json) {
        String text = json.textOrNull("createdAt");
        if (text == null) {
            return null;
        }
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            if (!at.isBefore(EARLIEST) && at.isBefore(LATEST)) {
                return at;
            }
        } catch (DateTimeException wrong) {
            // answered below
        }
        throw ProblemException.invalidField(
                json.pointer("createdAt"),
                "'createdAt' is not a time from 1970 to 2199 as RFC 3339 writes it, such as 2026-11-21T18:30:00Z.");
    }
}
