package io.moderato.surface.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** All surfaces. Finds the surface of a call. */
@Component
public class Surfaces implements Iterable<Surface> {
    private final List<Surface> surfaces;

    /** Checks that each name and each address belongs to only one surface. */
    Surfaces(List<Surface> surfaces) {
        this.surfaces = List.copyOf(surfaces);
        Set<String> names = new HashSet<>();
        for (Surface surface : surfaces) {
            if (!names.add(surface.name())) {
                throw new IllegalStateException("Two surfaces are named '%s'".formatted(surface.name()));
            }
            for (Surface other : surfaces) {
                if (other != surface && other.prefixes().stream().anyMatch(surface::covers)) {
                    throw new IllegalStateException("The surface '%s' has addresses of the surface '%s': %s and %s"
                            .formatted(surface.name(), other.name(), surface.prefixes(), other.prefixes()));
                }
            }
        }
    }

    /** The surface of a call, by the address in the form that the container has decoded. */
    public Optional<Surface> of(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return of(rest == null ? request.getServletPath() : request.getServletPath() + rest);
    }

    /** The surface to which an address belongs. The address has no host and no query, and the container may not have decoded it yet. */
    public Optional<Surface> of(String path) {
        String single = path.startsWith("//") ? path.replaceFirst("/+", "/") : path;
        return surfaces.stream().filter(surface -> surface.covers(single)).findFirst();
    }

    @Override
    public Iterator<Surface> iterator() {
        return surfaces.iterator();
    }
}
