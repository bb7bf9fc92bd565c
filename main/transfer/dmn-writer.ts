import { quoted, type WrittenTable } from '#domain/tables';
import { XMLBuilder } from 'fast-xml-parser';

const MODEL = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

/** A decision table as a DMN 1.5 file that modelling tools open. */
export function writeDmn(table: WrittenTable): string {
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    indentBy: '  ',
    suppressEmptyNode: true,
  });
  const entry = (text: string) => ({ text });
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    definitions: {
      '@xmlns': MODEL,
      '@id': 'switchyard',
      '@name': table.name,
      '@namespace': 'https://switchyard.example/dmn',
      decision: {
        '@id': 'decision',
        '@name': table.name,
        variable: { '@name': table.name, '@typeRef': 'string' },
        decisionTable: {
          '@id': 'table',
          '@hitPolicy': table.hitPolicy,
          '@preferredOrientation': 'Rule-as-Row',
          input: table.inputs.map(({ expression }, index) => ({
            '@id': `input-${index + 1}`,
            '@label': expression,
            inputExpression: { '@id': `expression-${index + 1}`, text: expression },
          })),
          output: table.outputs.map(({ name }, index) => ({
            '@id': `output-${index + 1}`,
            '@name': name,
            '@typeRef': 'string',
          })),
          annotation: table.annotations.map((name) => ({ '@name': name })),
          rule: table.rows.map((row) => ({
            '@id': `rule-${row.id}`,
            inputEntry: row.inputs.map((text, index) => ({
              '@id': `in-${row.id}-${index + 1}`,
              ...entry(text),
            })),
            outputEntry: row.outputs.map((text, index) => ({
              '@id': `out-${row.id}-${index + 1}`,
              ...entry(quoted(text)),
            })),
            annotationEntry: row.annotations.map(entry),
          })),
        },
      },
    },
  });
}
