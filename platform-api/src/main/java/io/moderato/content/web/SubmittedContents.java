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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final TypesInForce types;
    private final BodyBinder binder;
    private final ContentSettings settings;

    SubmittedContents(TypesInForce types, BodyBinder binder, ContentSettings settings) {
        this.types = types;
        this.binder = binder;
        this.settings = settings;
    }

    /** For the contents of one call. */
    public Call of(CommunityId community) {
        return new Call(community);
    }

    /** The contents of one call: each type is read once. */
    public final class Call {
        private final CommunityId community;
        private final Map<ContentType, Optional<TypeInForce>> read = new HashMap<>();

        private Call(CommunityId community) {
            this.community = community;
        }

        /**
         * The content for the store.
         *
         * @param place  the JSON pointer to its place in the request's body
         * @param isKept whether it is kept; one that is not kept needs no author
         * @throws ProblemException INVALID_FIELD or TOO_LARGE with the pointer of the first fault
         */
        public NewContent content(ContentBody body, String place, boolean isKept) {
            ContentType type = body.type();
            ObjectNode fields = body.fields();
            if (type == null || type.isBuiltIn()) {
                if (fields == null) {
                    return body.submitted(null);
                }
                throw withoutFields(community, type, place);
            }
            TypeInForce inForce = required(type, place);
            if (fields == null) {
                throw ProblemException.invalidField(
                        place + FIELDS,
                        "A content of the type '%s' has fields. Send them in 'fields', in place of text and images."
                                .formatted(type));
            }
            return made(body, inForce, fields, place, isKept);
        }

        private TypeInForce required(ContentType type, String place) {
            TypeInForce inForce = read.computeIfAbsent(type, each -> types.find(community, each))
                    .orElseThrow(() -> ProblemException.invalidField(
                            place + "/type", "Unknown type '%s'; known are %s.".formatted(type, knownIn(community))));
            if (inForce.retired()) {
                throw ProblemException.invalidField(
                        place + "/type", "The type '%s' is retired: it takes nothing new.".formatted(type));
            }
            return inForce;
        }
    }

    private NewContent made(ContentBody body, TypeInForce type, ObjectNode fields, String place, boolean isKept) {
        Outline outline = outline(type, fields, place);
        ContentBody made = body.withoutFields(author(body, outline, place, isKept), outline.text(), outline.images());
        try {
            binder.checked(made, "");
        } catch (ProblemException fault) {
            throw atItsField(fault, outline, place);
        }
        return made.submitted(new TypedFields(type.version(), fields.toString()));
    }

    private ProblemException withoutFields(CommunityId community, @Nullable ContentType type, String place) {
        return ProblemException.invalidField(
                place + "/type",
                "%s Fields need a type that the community has defined: %s."
                        .formatted(
                                type == null ? "'type' is missing." : "The type '%s' has no fields.".formatted(type),
                                known(types.keys(community).stream())));
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
            Addresses.fault(address.value(), Addresses.NOT_WEB).ifPresent(fault -> {
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
        String last = all.removeLast();
        return all.isEmpty() ? last : String.join(", ", all) + " and " + last;
    }
}
