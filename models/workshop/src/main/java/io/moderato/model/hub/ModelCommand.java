package io.moderato.model.hub;

import io.moderato.model.ModelException;
import io.moderato.model.OutputHead.Activation;
import io.moderato.model.exchange.ModelImport;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.serving.AvailableMemory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code model}: fetches, imports, lists and checks models that were trained elsewhere. */
@Command(
        name = "model",
        description = "Adds, imports, lists and checks models.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ModelCommand.Add.class,
            ModelCommand.Import.class,
            ModelListCommand.class,
            ModelCheckCommand.class,
            ModelExportCommand.class,
            ModelCardCommand.class
        })
public final class ModelCommand {
    static final String DEFAULT_MODELS = "data/models";

    /** Options of commands that make a model folder. */
    static final class Making {
        @Option(
                names = "--models",
                defaultValue = DEFAULT_MODELS,
                description = "Folder for the model's folder (default: ${DEFAULT-VALUE}).")
        private Path models = Path.of(DEFAULT_MODELS);

        @Option(
                names = "--labels",
                description =
                        "JSON file that maps each label of the model to a category, a list of categories, or null.")
        private @Nullable Path labels;

        @Option(
                names = "--activation",
                description =
                        "How the model's head is read: sigmoid or softmax (default: as the model's configuration says).",
                converter = ActivationConverter.class)
        private @Nullable Activation activation;

        @Option(
                names = "--precision",
                defaultValue = "int8",
                description = "int8 is several times faster, fp32 is exactly as trained (default: ${DEFAULT-VALUE}).",
                converter = PrecisionConverter.class)
        private Precision precision = Precision.INT8;

        @Option(
                names = "--languages",
                split = ",",
                paramLabel = "TAG",
                description =
                        "Languages that the model reads, for example en,de. Texts in other languages are then decided without the model;"
                                + " without this option the model is asked about every text.")
        private List<String> languages = List.of();

        @Option(names = "--yes", description = "Accept the licence and the suggested labels without a question.")
        private boolean yes;

        ModelAddition addition(CommandSpec spec) {
            Terminal terminal = Terminal.of(spec.commandLine().getOut());
            return new ModelAddition(
                    new ModelsFolder(models),
                    new ModelImport(precision, languages, AvailableMemory.now(), line -> terminal.say("  " + line)),
                    labels,
                    activation,
                    yes,
                    terminal);
        }
    }

    static final class ActivationConverter implements picocli.CommandLine.ITypeConverter<Activation> {
        @Override
        public Activation convert(String value) {
            return Activation.ofKey(value);
        }
    }

    static final class PrecisionConverter implements picocli.CommandLine.ITypeConverter<Precision> {
        @Override
        public Precision convert(String value) {
            return switch (value) {
                case "int8" -> Precision.INT8;
                case "fp32" -> Precision.FP32;
                default ->
                    throw new picocli.CommandLine.TypeConversionException("'%s' is not int8 or fp32".formatted(value));
            };
        }
    }

    private ModelCommand() {}

    private static void tell(CommandSpec spec, ModelFolder folder) {
        var out = spec.commandLine().getOut();
        out.printf("Added %s, version %s, in %s%n", folder.moderation().name(), folder.version(), folder.path());
        out.printf("Run the platform with it:  ./moderato run --model %s%n", folder.path());
        out.flush();
    }

    /** {@code model add OWNER/NAME}. */
    @Command(
            name = "add",
            description = "Fetches a BERT, DistilBERT or RoBERTa classifier from a Hugging Face hub.",
            mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        private static final Duration PATIENCE = Duration.ofSeconds(60);
        private static final int ATTEMPTS = 6;

        @Parameters(paramLabel = "OWNER/NAME", description = "The repository.")
        private @Nullable String id;

        @Option(
                names = "--revision",
                defaultValue = "main",
                description = "Branch, tag or commit (default: ${DEFAULT-VALUE}).")
        private String revision = "main";

        @Option(
                names = "--endpoint",
                defaultValue = "${env:HF_ENDPOINT:-https://huggingface.co}",
                description = "Address of the hub (default: HF_ENDPOINT, or https://huggingface.co).")
        private @Nullable URI endpoint;

        @Option(
                names = "--token-file",
                description = "File with a token for gated repositories (default: the variable HF_TOKEN).")
        private @Nullable Path tokenFile;

        @Option(names = "--proxy", paramLabel = "HOST:PORT", description = "HTTP proxy to go through.")
        private @Nullable String proxy;

        @Mixin
        private Making making = new Making();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            CommandSpec own = Objects.requireNonNull(spec);
            HubConnection.Settings settings = new HubConnection.Settings(
                    Objects.requireNonNull(endpoint),
                    HubToken.from(tokenFile, System.getenv("HF_TOKEN")),
                    proxy == null ? null : proxy(proxy),
                    PATIENCE,
                    ATTEMPTS,
                    Thread::sleep);
            try (HubClient client = new HubClient(settings)) {
                tell(own, making.addition(own).add(client, Objects.requireNonNull(id), revision));
            }
            return 0;
        }

        private static InetSocketAddress proxy(String text) {
            int colon = text.lastIndexOf(':');
            String port = text.substring(colon + 1);
            if (colon < 1 || text.contains("/") || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
                throw new ModelException("The proxy '%s' is not HOST:PORT".formatted(text));
            }
            return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
        }
    }

    /** {@code model import FOLDER}. */
    @Command(
            name = "import",
            description = "Makes a model folder from a classifier in Hugging Face's format, or from a traced model.pt.",
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        @Parameters(paramLabel = "FOLDER", description = "config.json, tokenizer files, and weights or model.pt.")
        private @Nullable Path folder;

        @Option(names = "--name", description = "Name of the model (default: the name of the folder).")
        private @Nullable String name;

        @Option(names = "--licence", description = "Licence to write into the model's card.")
        private @Nullable String licence;

        @Mixin
        private Making making = new Making();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            CommandSpec own = Objects.requireNonNull(spec);
            Path source = Objects.requireNonNull(folder).toAbsolutePath().normalize();
            String called = name != null ? name : String.valueOf(source.getFileName());
            tell(own, making.addition(own).importFrom(source, called, licence));
            return 0;
        }
    }
}
