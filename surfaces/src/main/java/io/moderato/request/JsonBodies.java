package io.moderato.request;

import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a request's body into the record that a handler method asks for with {@link Body}, or tells the place where it cannot be read. */
@Component
public class JsonBodies implements HandlerMethodArgumentResolver {
    // a separate mapper, so that the settings of other modules cannot make this one less strict
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private static final String SIZE = JsonBodies.class.getName() + ".size";

    private final BodyBinder binder;
    private final int maxSize;

    JsonBodies(BodyBinder binder, RequestSettings settings) {
        this.binder = binder;
        this.maxSize = (int) settings.maxSize().toBytes();
    }

    /** The number of bytes of the request's body that were read here; 0 if the body was not read. */
    public static int sizeOf(HttpServletRequest request) {
        return request.getAttribute(SIZE) instanceof Integer size ? size : 0;
    }

    static ProblemException tooLarge(long maxSize) {
        return new ProblemException(
                ProblemKey.TOO_LARGE,
                "A request may have at most %,d bytes. Send fewer or smaller items at once.".formatted(maxSize));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(Body.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders)
            throws HttpMediaTypeNotSupportedException {
        HttpServletRequest request = (HttpServletRequest) web.getNativeRequest();
        refuseOtherEncodings(request);
        Body body = Objects.requireNonNull(parameter.getParameterAnnotation(Body.class));
        return binder.bind(parse(decode(read(request))), parameter.getParameterType(), "", body.unknownFields());
    }

    private static void refuseOtherEncodings(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        // we read the header and not the request's encoding, because a filter always sets that to UTF-8
        Charset charset = MediaType.parseMediaType(request.getContentType()).getCharset();
        if ((charset != null && !charset.equals(StandardCharsets.UTF_8))
                || request.getHeader("Content-Encoding") != null) {
            throw new HttpMediaTypeNotSupportedException("Bodies are plain UTF-8");
        }
    }

    private byte[] read(HttpServletRequest request) {
        byte[] bytes;
        try {
            bytes = request.getInputStream().readNBytes(maxSize + 1);
        } catch (IOException broken) {
            throw new ProblemException(
                    ProblemKey.UNREADABLE_REQUEST,
                    "The request ended before its body did. Send it again.",
                    null,
                    broken);
        }
        request.setAttribute(SIZE, bytes.length);
        if (bytes.length > maxSize) {
            throw tooLarge(maxSize);
        }
        if (bytes.length == 0) {
            throw new ProblemException(ProblemKey.UNREADABLE_REQUEST, "The request has no body. Send a JSON object.");
        }
        return bytes;
    }

    private static char[] decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            var chars = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(in);
            return Arrays.copyOfRange(chars.array(), chars.position(), chars.limit());
        } catch (CharacterCodingException wrong) {
            throw new ProblemException(
                    ProblemKey.UNREADABLE_REQUEST,
                    "The body is not UTF-8: the byte at offset %,d does not fit. Encode it as UTF-8."
                            .formatted(in.position()),
                    null,
                    wrong);
        }
    }

    private static ObjectNode parse(char[] body) {
        try {
            JsonNode node = STRICT.readTree(STRICT.createParser(body, 0, body.length));
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new ProblemException(ProblemKey.UNREADABLE_REQUEST, "The body is not a JSON object. Send {…}.");
        } catch (JacksonException wrong) {
            TokenStreamLocation at = wrong.getLocation();
            throw new ProblemException(
                    ProblemKey.UNREADABLE_REQUEST,
                    "The body is not valid JSON%s: %s."
                            .formatted(
                                    at == null
                                            ? ""
                                            : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()),
                                    shortened(wrong.getOriginalMessage())),
                    null,
                    wrong);
        }
    }

    /** The first line of the parser's message, without the remark that the source is not shown. */
    private static String shortened(String message) {
        String line = message.lines().findFirst().orElse("").replaceFirst(" \\(start marker at .*", "");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
