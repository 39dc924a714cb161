package io.moderato.request;

import jakarta.validation.Payload;

/** The payload of a constraint whose violation means "too large". Such a violation is answered with its own status. */
public interface TooLarge extends Payload {}
