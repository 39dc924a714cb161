package io.moderato.content.web;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentType;
import io.moderato.content.store.NewContent;
import io.moderato.contenttype.Field;
import io.moderato.contenttype.Mark;
import io.moderato.contenttype.Outline;
import io.moderato.contenttype.TypedFields;
import io.moderato.contenttype.store.TypeInForce;
import io.moderato.contenttype.store.TypesInForce;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.request.BodyBinder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes contents for the store of what platforms submit. The fields of a content are checked by the schema of its type; its text, images and
 * author follow from them, and are held to the same limits as those of other contents.
 */
@Component
public class SubmittedContents {
    private static final String FIELDS = "/fields";
    private static final String ADDRESS_FAULT =
            "This is not an http or https address. Percent-encode spaces and other special characters.";

    private final TypesInForce types;
    private final BodyBinder binder;
    private final ContentSettings settings;

    SubmittedContents(TypesInForce types, BodyBinder binder, ContentSettings settings) {
        this.types = types;
        this.binder = binder;
        this.settings = settings;
    }

    /**
     * The content for the store.
     *
     * @param place  the JSON pointer to its place in the request's body
     * @param isKept whether it is kept; one that is not kept needs no author
     * @throws ProblemException INVALID_FIELD or TOO_LARGE with the pointer of the first fault
     */
    public NewContent of(CommunityId community, ContentBody body, String place, boolean isKept) {
        ContentType type = body.type();
        ObjectNode fields = body.fields();
        if (type == null || type.isBuiltIn()) {
            if (fields == null) {
                return body.submitted(null);
            }
            throw ProblemException.invalidField(
                    place + "/type",
                    "%s Fields need a type that the community has defined: %s."
                            .formatted(
                                    type == null
                                            ? "'type' is missing."
                                            : "The type '%s' has no fields.".formatted(type),
                                    known(types.keys(community).stream())));
        }
        TypeInForce inForce = types.find(community, type)
                .orElseThrow(() -> ProblemException.invalidField(
                        place + "/type", "Unknown type '%s'; known are %s.".formatted(type, knownIn(community))));
        if (inForce.retired()) {
            throw ProblemException.invalidField(
                    place + "/type", "The type '%s' is retired: it takes nothing new.".formatted(type));
        }
        if (fields == null) {
            throw ProblemException.invalidField(
                    place + FIELDS,
                    "A content of the type '%s' has fields. Send them in 'fields', in place of text and images."
                            .formatted(type));
        }
        Outline outline = outline(inForce, fields, place);
        ContentBody made = body.withoutFields(author(body, outline, place, isKept), outline.text(), outline.images());
        try {
            binder.checked(made, "");
        } catch (ProblemException fault) {
            throw atItsField(fault, outline, place);
        }
        return made.submitted(new TypedFields(inForce.version(), fields.toString()));
    }

    private Outline outline(TypeInForce type, ObjectNode fields, String place) {
        long most = 2 * settings.of(Limit.TEXT) + settings.of(Limit.INLINE_IMAGES);
        if (fields.toString().getBytes(StandardCharsets.UTF_8).length > most) {
            throw new ProblemException(
                    ProblemKey.TOO_LARGE,
                    "The fields have more than %,d bytes in UTF-8 together. Send less.".formatted(most),
                    place + FIELDS,
                    null);
        }
        type.schema().fault(fields).ifPresent(fault -> {
            throw ProblemException.invalidField(place + FIELDS + fault.pointer(), fault.words());
        });
        Outline outline = type.schema().outline(fields);
        for (Field address : outline.marked(Mark.ADDRESS)) {
            Addresses.fault(address.value(), ADDRESS_FAULT).ifPresent(fault -> {
                throw ProblemException.invalidField(place + FIELDS + address.pointer(), fault);
            });
        }
        return outline;
    }

    private static ContentBody.AuthorBody author(ContentBody body, Outline outline, String place, boolean isKept) {
        Optional<Field> marked = outline.author();
        ContentBody.AuthorBody named = body.author();
        if (named == null) {
            return marked.map(field -> new ContentBody.AuthorBody(field.value(), null))
                    .or(() -> isKept
                            ? Optional.empty()
                            : Optional.of(new ContentBody.AuthorBody(NotKept.AUTHOR_ID, null)))
                    .orElseThrow(() -> ProblemException.invalidField(place + "/author", "'author' is missing."));
        }
        if (marked.isPresent() && !marked.get().value().equals(named.id())) {
            throw ProblemException.invalidField(
                    place + FIELDS + marked.get().pointer(),
                    "This field and 'author' name different authors. Send the same, or one of them.");
        }
        return named;
    }

    /** A fault of the text, of an image or of the author, told of the field of which it was made. */
    private static ProblemException atItsField(ProblemException fault, Outline outline, String place) {
        String pointer = fault.pointer() == null ? "" : fault.pointer();
        String words = String.valueOf(fault.getMessage());
        if (pointer.equals("/text")) {
            pointer = FIELDS;
            if (fault.key() == ProblemKey.TOO_LARGE) {
                words = "The fields marked as text have more bytes together than a text may have. Send less.";
            }
        } else if (pointer.equals("/images")) {
            pointer = FIELDS;
        } else if (pointer.startsWith("/images/")) {
            int image = Integer.parseInt(pointer.substring("/images/".length()));
            pointer = FIELDS + outline.marked(Mark.IMAGE).get(image).pointer();
        } else if (pointer.equals("/author/id") && outline.author().isPresent()) {
            pointer = FIELDS + outline.author().get().pointer();
        }
        return new ProblemException(fault.key(), words, place + pointer, fault);
    }

    private String knownIn(CommunityId community) {
        return known(
                Stream.concat(ContentType.BUILT_IN.stream().map(ContentType::key), types.keys(community).stream()));
    }

    private static String known(Stream<String> keys) {
        List<String> all = new ArrayList<>(keys.toList());
        if (all.isEmpty()) {
            return "there is none yet";
        }
        @Nullable String last = all.size() == 1 ? null : all.removeLast();
        return String.join(", ", all) + (last == null ? "" : " and " + last);
    }
}
