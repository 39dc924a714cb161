package io.moderato.problem.web;

import org.springframework.web.HttpMediaTypeNotSupportedException;

/** A body is compressed in another way than gzip. */
public final class UnsupportedEncoding extends HttpMediaTypeNotSupportedException {
    /** Of any other way. */
    public UnsupportedEncoding() {
        super("Bodies are as they are or in gzip");
    }
}
