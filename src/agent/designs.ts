import { modelVolumes } from '#analysis/logical-model/model-volumes.ts';
import type { Context } from '#contracts/context.ts';
import type { Designs } from '#contracts/instrument.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import { engines } from '#engines/catalogue.ts';
import { portableModel } from '#engines/sql/design/portable-model.ts';
import { parseModel } from './read-model.ts';
import { writeYaml } from './write-yaml.ts';

/** All engines that can spell a model, whatever database the command is about. */
export function designs(context: Context): Designs {
  const able = engines.filter((engine) => 'design' in engine && engine.design !== undefined);
  const dialects = able.map(({ traits }) => traits.id);
  const engineOf = (dialect: string) => {
    const engine = able.find(({ traits }) => traits.id === dialect);
    if (engine !== undefined) return engine;
    throw problem('unsupported', `No design can be made for ${dialect}.`, `Dialects: ${dialects.join(', ')}.`);
  };
  return {
    dialects,
    spell: (model, dialect) => {
      const { design } = engineOf(dialect);
      if (design === undefined) throw problem('internal', `${dialect} spells nothing.`);
      const { model: portable, lost } = portableModel(model, dialect);
      const made = design(portable, context.clock());
      return lost.length === 0 ? made : { ...made, unenforced: [...made.unenforced, ...lost] };
    },
    prove: async (model, design) => {
      const prove = engineOf(design.dialect).twin?.prove;
      if (prove === undefined) return undefined;
      try {
        return await prove({ model, design, volumes: modelVolumes(model) }, context);
      } catch (error) {
        // No server here is no fault of the design: the report then says that nothing was tried.
        if (error instanceof ProblemError && error.problem.code === 'unsupported') return undefined;
        throw error;
      }
    },
    seed: async (design, question) => {
      const { seed, parse } = engineOf(design.dialect);
      if (seed === undefined || parse?.schema === undefined) return undefined;
      const schema = await parse.schema(design.statements.map(({ text }) => text).join(';\n\n'), context);
      const maker = seed({ schema, settings: {} }, context);
      for (const withoutTriggers of [false, true]) {
        const asked = { ...question, withoutTriggers };
        try {
          const proof = await maker.prove(asked, question.rows);
          const script = [...maker.script(maker.rows(asked, proof.without), 'insert')].join('');
          return { script, proof, rulesKept: !withoutTriggers };
        } catch (error) {
          if (!(error instanceof ProblemError) || error.problem.code !== 'unsupported' || withoutTriggers) throw error;
        }
      }
      return undefined;
    },
    read: parseModel,
    write: writeYaml,
  };
}
