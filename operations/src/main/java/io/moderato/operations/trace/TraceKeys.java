package io.moderato.operations.trace;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attributes of our spans. No attribute has a text, an author, an address, or anything else that says who somebody is. Names without
 * {@code moderato} are of OpenTelemetry's semantic conventions.
 */
public final class TraceKeys {
    public static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    public static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    public static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    /** Why a step failed, in one of few words. */
    public static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    public static final AttributeKey<String> MESSAGING = AttributeKey.stringKey("messaging.system");
    public static final AttributeKey<String> MESSAGING_OPERATION = AttributeKey.stringKey("messaging.operation.type");
    public static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    public static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    public static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");

    /** The request in the logs. */
    public static final AttributeKey<String> REQUEST = AttributeKey.stringKey("moderato.request.id");

    public static final AttributeKey<String> CONTENT = AttributeKey.stringKey("moderato.content.id");
    public static final AttributeKey<Long> REVISION = AttributeKey.longKey("moderato.content.revision");
    public static final AttributeKey<String> COMMUNITY = AttributeKey.stringKey("moderato.community");

    private TraceKeys() {}
}
