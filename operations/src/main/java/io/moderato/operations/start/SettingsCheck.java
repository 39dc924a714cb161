package io.moderato.operations.start;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.ValidatorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/**
 * Reads all our settings before anything else starts, so that whoever sets up a service learns of all that is wrong at once, and not of one
 * thing at each start. Values are not repeated: they may be secrets.
 */
final class SettingsCheck implements BeanFactoryPostProcessor {
    private static final String OURS = "io.moderato";

    private final Environment environment;

    SettingsCheck(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        TreeSet<String> faults = new TreeSet<>();
        for (String name : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            Class<?> type = beans.getType(name, false);
            if (type != null && type.getName().startsWith(OURS)) {
                try {
                    beans.getBean(name);
                } catch (BeansException failed) {
                    faults.addAll(faults(failed, type));
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new SettingsException(new ArrayList<>(faults));
        }
    }

    private static String prefix(Class<?> type) {
        return type.getAnnotation(ConfigurationProperties.class).value();
    }

    private List<String> faults(BeansException failed, Class<?> type) {
        if (cause(failed, BindValidationException.class) != null || cause(failed, ValidationException.class) != null) {
            return invalid(type);
        }
        BindException unbound = cause(failed, BindException.class);
        return List.of(unbound == null ? prefix(type) + " cannot be read" : unbound.getName() + " " + words(unbound));
    }

    /** The values that can be read and are not allowed. They are checked anew, because Spring cannot make all its messages this early. */
    private <T> List<String> invalid(Class<T> type) {
        T settings = Binder.get(environment).bindOrCreate(prefix(type), type);
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            return validators.getValidator().validate(settings).stream()
                    .map(violation -> fault(violation, prefix(type)))
                    .toList();
        }
    }

    private static String fault(ConstraintViolation<?> violation, String prefix) {
        String message = violation.getMessage();
        // rules over several settings name them in their message
        return message.startsWith("moderato.")
                ? message
                : prefix + "." + kebab(violation.getPropertyPath().toString()) + " " + message;
    }

    /** What our own checks say, or else what kind of value is wanted. */
    private static String words(BindException unbound) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(unbound);
        boolean ours = root.getStackTrace().length > 0
                && root.getStackTrace()[0].getClassName().startsWith(OURS);
        if (ours && root.getMessage() != null) {
            return root.getMessage();
        }
        Class<?> wanted = unbound.getTarget().getType().resolve(Object.class);
        return wanted.isEnum() ? "is none of " + values(wanted) : "cannot be read as " + wanted.getSimpleName();
    }

    private static String values(Class<?> wanted) {
        List<String> values = new ArrayList<>();
        for (Object each : wanted.getEnumConstants()) {
            values.add(each.toString().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return String.join(", ", values);
    }

    private static String kebab(String field) {
        return field.replace(".<list element>", "")
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failed, Class<T> type) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }
}
