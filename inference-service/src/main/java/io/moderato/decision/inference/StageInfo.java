package io.moderato.decision.inference;

import io.moderato.decision.pipeline.ModerationStage;
import io.moderato.decision.pipeline.StageChain;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Tells operators the stages of this process, in their order, with what each stage declares. */
@Component
final class StageInfo implements InfoContributor {
    private final StageChain chain;

    StageInfo(StageChain chain) {
        this.chain = chain;
    }

    @Override
    public void contribute(Info.Builder builder) {
        builder.withDetail("stages", chain.stages().map(StageInfo::declared).toList());
    }

    private static Map<String, Object> declared(ModerationStage stage) {
        Map<String, Object> declared = new LinkedHashMap<>();
        declared.put("name", stage.name());
        declared.put("layer", stage.layer());
        declared.put("examines", stage.examines());
        declared.put("languages", stage.languages());
        declared.put("version", stage.version());
        declared.put("onFailure", stage.onFailure());
        return declared;
    }
}
