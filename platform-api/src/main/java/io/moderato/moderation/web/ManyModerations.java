package io.moderato.moderation.web;

import io.moderato.access.store.ApiKey;
import io.moderato.content.store.NewContent;
import io.moderato.content.web.BatchItems;
import io.moderato.content.web.ContentBody;
import io.moderato.content.web.SubmittedContents;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.web.DecisionView;
import io.moderato.decision.web.DecisionViews;
import io.moderato.problem.ProblemException;
import io.moderato.problem.web.Problems;
import io.moderato.request.BodyBinder;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Decides about many contents while the caller waits. An item that cannot be taken fails no other. */
@Component
class ManyModerations {
    private final DirectModeration moderation;
    private final DecisionViews views;
    private final BodyBinder binder;
    private final Problems problems;
    private final SubmittedContents contents;

    ManyModerations(
            DirectModeration moderation,
            DecisionViews views,
            BodyBinder binder,
            Problems problems,
            SubmittedContents contents) {
        this.moderation = moderation;
        this.views = views;
        this.binder = binder;
        this.problems = problems;
        this.contents = contents;
    }

    ModerateAnswers decide(ApiKey key, List<JsonNode> items) {
        ModerateAnswers.Outcome[] outcomes = new ModerateAnswers.Outcome[items.size()];
        SubmittedContents.Call call = contents.of(key.community());
        List<Asked> kept = new ArrayList<>();
        List<Asked> unkept = new ArrayList<>();
        for (int place = 0; place < items.size(); place++) {
            try {
                Asked each = asked(key, call, items.get(place), place);
                (each.isKept() ? kept : unkept).add(each);
            } catch (ProblemException fault) {
                outcomes[place] = refused(items, place, fault);
            }
        }
        if (!kept.isEmpty()) {
            List<DirectModeration.Answer> answers = moderation.decide(
                    key.community(), kept.stream().map(Asked::content).toList());
            for (int i = 0; i < kept.size(); i++) {
                int place = kept.get(i).place();
                outcomes[place] = switch (answers.get(i)) {
                    case DirectModeration.Answer.Decided decided ->
                        decided(items, place, views.of(decided.decision(), decided.externalId()));
                    case DirectModeration.Answer.Refused refused ->
                        refused(items, place, BatchItems.at(place, refused.why()));
                };
            }
        }
        if (!unkept.isEmpty()) {
            List<ModerationResult> results = moderation.ask(
                    key.community(), unkept.stream().map(Asked::content).toList());
            for (int i = 0; i < unkept.size(); i++) {
                int place = unkept.get(i).place();
                outcomes[place] = decided(items, place, views.ofUnkept(key.community(), results.get(i)));
            }
        }
        return new ModerateAnswers(List.of(outcomes));
    }

    private Asked asked(ApiKey key, SubmittedContents.Call call, JsonNode item, int place) {
        String pointer = BatchItems.pointer(place);
        ModerateBody body = binder.bind(item, ModerateBody.class, pointer);
        if (body.items() != null) {
            throw ProblemException.invalidField(pointer + "/items", "An item has no items of its own.");
        }
        ModerateController.refuseToKeepWithoutScope(key, body);
        ContentBody content = binder.checked(body.content(), pointer);
        return new Asked(place, call.content(content, pointer, body.isKept()), body.isKept());
    }

    private ModerateAnswers.Outcome decided(List<JsonNode> items, int place, DecisionView decision) {
        return new ModerateAnswers.Outcome(place, BatchItems.externalIdOf(items.get(place)), decision, null);
    }

    private ModerateAnswers.Outcome refused(List<JsonNode> items, int place, ProblemException why) {
        return new ModerateAnswers.Outcome(
                place, BatchItems.externalIdOf(items.get(place)), null, problems.counted(why));
    }

    private record Asked(int place, NewContent content, boolean isKept) {}
}
