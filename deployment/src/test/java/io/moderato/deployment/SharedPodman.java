package io.moderato.deployment;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** Gives the classes of tests one {@link Podman}, so that an image is built once for all of them; it is removed after the last one. */
final class SharedPodman extends TypeBasedParameterResolver<Podman> {
    @Override
    public Podman resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedPodman.class))
                .computeIfAbsent(Podman.class, key -> new Podman(), Podman.class);
    }
}
