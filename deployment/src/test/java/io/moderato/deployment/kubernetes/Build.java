package io.moderato.deployment.kubernetes;

import java.util.function.Supplier;

/** What goes into a cluster, by the tool that makes it. */
enum Build {
    BASE(() -> Manifests.ofKustomize("base")),
    DEV(() -> Manifests.ofKustomize("overlays/dev")),
    DEMO(() -> Manifests.ofKustomize("overlays/demo")),
    PRODUCTION(() -> Manifests.ofKustomize("overlays/production")),
    CHART(Manifests::ofChart);

    private final Supplier<Manifests> maker;

    Build(Supplier<Manifests> maker) {
        this.maker = maker;
    }

    Manifests make() {
        return maker.get();
    }
}
