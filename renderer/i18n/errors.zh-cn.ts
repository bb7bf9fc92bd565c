import { DEFAULT_ZONE } from '#domain/base';
import type { ColumnUse } from '#contract/columns';
import type { PasswordFault } from '#domain/passwords';
import type { ImportUse } from '#domain/transfer';
import type { Errors } from '#contract/errors';
import { formatIn } from './format.ts';

/** Trouble before the console could answer. */
export type BridgeErrors = {
  'bridge.offline': Record<string, never>;
  'bridge.sessionLost': Record<string, never>;
};

/** One function a code: a neutral statement, then what to do next. */
export type ErrorWords = {
  readonly [K in keyof (Errors & BridgeErrors)]: (params: (Errors & BridgeErrors)[K]) => string;
};

const { dateTime } = formatIn('zh-CN', DEFAULT_ZONE);

/** What hangs on an import, in words. */
const uses: Readonly<Record<ImportUse, string>> = {
  decisions: '流转记录',
  attributions: '归因结果',
  opportunities: '商机',
  followUps: '跟进记录',
  orders: '订单',
  refunds: '退款',
  organisation: '组织或人员',
  products: '产品',
  groups: '分配组成员',
  accounts: '账号设置',
  otherImports: '其他导入的修改',
  laterChanges: '之后的修改',
  otherRows: '其他数据',
};

/** Classes of columns, and what is not done with a closed one. */
const proposalStates: Readonly<Record<string, string>> = {
  waiting: '在等待审批',
  approved: '批准',
  rejected: '驳回',
  withdrawn: '撤回',
  applied: '生效',
  failed: '生效失败',
};
const columnNames: Readonly<Record<string, string>> = { phone: '联系方式', money: '金额', notes: '备注' };
const columnUses: Readonly<Record<ColumnUse, string>> = {
  search: '搜索',
  filter: '筛选',
  sort: '排序',
  group: '分组',
  sum: '汇总',
  condition: '用作条件',
  export: '导出',
  reveal: '查看明文',
};

/** Why a password is not taken, and what to do instead. */
function weakness(fault: PasswordFault, minLength: number): string {
  switch (fault) {
    case 'short':
      return `密码至少要有 ${minLength} 个字符。可以用一句容易记住的话。`;
    case 'same':
      return '新密码与当前密码相同。请换一个。';
    case 'repeats':
      return '密码只是重复或连续的字符，很容易被猜到。请改用几个不相关的词。';
    case 'common':
      return '这个密码（或去掉首尾数字和符号之后）出现在常见或已泄露的密码名单中。请改用几个不相关的词。';
    case 'ownName':
      return '密码就是登录名或姓名加上数字，很容易被猜到。请改用几个不相关的词。';
  }
}

export const zhCN: ErrorWords = {
  'bridge.offline': () => '控制台没有应答。请确认它仍在运行，然后重试。',
  'bridge.sessionLost': () => '此页面与控制台的连接已失效。请使用启动时显示的地址重新打开。',
  'api.unknownOperation': (p) => `控制台没有名为「${p.name}」的操作。请刷新页面后重试。`,
  'api.notSignedIn': () => '当前没有登录。请先登录。',
  'api.locked': () => '控制台已锁定。请输入密码解锁。',
  'api.notPermitted': (p) => `当前账号没有「${p.needs}」权限。如有需要，请向管理员申请。`,
  'api.badInput': (p) =>
    p.issues.length === 0
      ? '填写的内容不符合要求。请检查后重试。'
      : `有 ${p.issues.length} 处填写不符合要求：${p.issues
          .slice(0, 3)
          .map((issue) => issue.path || '整体')
          .join('、')}。请修改后重试。`,
  'api.tooLarge': (p) => `内容过大，上限为 ${Math.floor(p.limitBytes / 1024)} KB。请缩小后重试。`,
  'api.notFound': (p) =>
    `没有找到该记录（${p.what} ${p.id}），它可能已被移除，或不在可见范围内。请返回列表查看。`,
  'api.storeBusy': () => '数据正被另一项任务占用。请稍候重试。',
  'api.storeFull': () => '磁盘空间不足，本次修改没有保存。请清理磁盘后重试。',
  'api.storeDamaged': () =>
    '数据文件在此处已损坏。请关闭并重新启动 Switchyard，它会恢复最近的备份，并说明缺少的内容。',
  'api.unexpected': (p) => `操作没有完成，数据未改动。请重试；若再次出现，请提供编号 ${p.traceId}。`,
  'access.ownerExists': () => '所有者账号已存在。请直接登录。',
  'api.passwordToChange': () => '请先修改密码，然后继续。',
  'access.weakPassword': (p) => weakness(p.fault, p.minLength),
  'access.lastOwner': () => '这是最后一位所有者，不能移除、离职或失去所有者角色。请先指定另一位所有者。',
  'access.aboveYou': (p) => `「${p.name}」的权限或数据范围大于当前账号。请由权限更高的管理员处理。`,
  'access.notYourself': () => '不能对自己的账号执行此操作。请由另一位管理员处理。',
  'access.notOwner': () => '只有所有者可以执行此操作。请联系一位所有者。',
  'access.alreadyEncrypted': () => '数据库已加密，或将在下次启动时加密。请改为更换口令或密钥。',
  'access.notEncrypted': () => '数据库尚未加密。请先加密。',
  'access.wrongPassphrase': () => '这不是数据库的口令。请重试，或输入加密时显示的恢复码。',
  'access.encryptionWaits': () => '加密设置的更改要到下次启动才生效。请先重新启动 Switchyard。',
  'access.stale': () => '在此期间有人修改了权限，请重新查看后再保存。',
  'access.circle': (p) =>
    `这会形成循环：${p.path.join(' → ')}。请换一个${p.of === 'role' ? '角色' : '部门'}。`,
  'access.roleInUse': (p) => `「${p.name}」仍授予了人员，或被其他角色继承。请先在那里移除。`,
  'access.goLiveOpen': () => '已有一轮上线授权正在进行。请先完成或取消它。',
  'access.goLiveOver': () => '这一轮已经结束，不能再确认。请联系管理员。',
  'access.notYourUnit': () => '只有这个部门的负责人可以确认。',
  'access.nothingConfirmed': () => '还没有部门确认，没有可以授予的权限。请等负责人确认，或取消这一轮。',
  'access.rosterTooLong': (p) => `名单最多 ${p.most} 行。请拆成几个文件分别导入。`,
  'access.unitInUse': (p) => `「${p.name}」还有人员、下级部门，或被某人的数据范围选定。请先移走它们。`,
  'access.unitNeedsName': () => '新部门需要名称。请填写名称后再试。',
  'access.personKnown': (p) => `${p.name} 已经在名单里。`,
  'access.personLeft': (p) => `${p.name} 已离职，不能再授予权限。`,
  'access.endsBeforeStart': () => '结束时间必须晚于开始时间。',
  'access.columnClosed': (p) =>
    `您的角色看不到${columnNames[p.column]}的明文，因此不能${columnUses[p.does]}。请去掉这一项，或向管理员申请。`,
  'access.nothingMasked': () => '这里没有可显示的内容：您已经能看到明文，或者它是空的。',
  'access.beyondYou': (p) =>
    p.kind === 'permission'
      ? `只能授予或收回您自己拥有的权限，「${p.name}」不在其中。`
      : p.kind === 'rows'
        ? `${p.name} 将看到您自己看不到的数据。`
        : p.kind === 'column'
          ? `只能开放或收紧您自己能看到明文的字段，「${columnNames[p.name] ?? p.name}」不在其中。`
          : p.kind === 'person'
            ? `${p.name} 不在您的数据权限范围内。`
            : p.kind === 'unit'
              ? `部门「${p.name}」不在您的数据权限范围内。`
              : '只有拥有全部权限的人才能修改职责分离、权限检查和双人审批。',
  'access.beyondMaker': (p) =>
    p.kind === 'permission' || p.kind === 'column'
      ? `提出或批准该变更的 ${p.maker} 自己没有「${p.name}」，不能授予或收回。请由拥有该权限的人重新提出。`
      : p.kind === 'duty'
        ? `${p.maker} 没有全部权限，不能修改职责分离。请由拥有全部权限的人重新提出。`
        : `「${p.name}」不在 ${p.maker} 的数据权限范围内。请由能看到相应数据的人重新提出。`,
  'access.testBroken': (p) => `权限检查「${p.name}」将不再成立。请调整变更，或在同一次变更中修改这项检查。`,
  'access.reviewIsEmpty': () => '这个范围内没有任何权限可以审核。请换一个范围。',
  'access.reviewEnded': () => '这次审核已经结束，结论不能再改。',
  'access.revokeNeedsNote': () => '收回权限时请写明原因。',
  'access.needsSecond': () => '权限变更需要第二人批准。请改为「提交审批」，由另一位权限管理员批准。',
  'access.noApprover': () =>
    '没有人可以批准：需要另一位在职、并且自己拥有这些权限的负责人或权限管理员。请联系公司所有者。',
  'access.notYourPeople': (p) => `只能为自己或自己部门的人申请权限（${p.name} 不在其中）。`,
  'access.endlessNeedsWords': (p) => `长期有效的权限请写明理由（至少 ${p.min} 个字），或选择一个截止日期。`,
  'access.ownProposal': () => '不能审批自己提出的或给自己的申请。请等待其他人审批。',
  'access.notYoursToDecide': () => '这项申请不由您审批。审批人列在申请页面上。',
  'access.alreadyDecided': (p) =>
    `这项申请已经${proposalStates[p.state] ?? p.state}，不能再处理。请刷新页面。`,
  'access.basisChanged': (p) =>
    `「${p.name}」在提出之后又被修改过，按原内容生效会覆盖后来的修改。请重新提出。`,
  'access.momentPassed': () => '生效时间已过。请选择以后的时间，或选择批准后立即生效。',
  'access.dutyBroken': (p) => `${p.name} 将同时拥有「${p.duty}」要求分开的权限。`,
  'access.lastKeeper': () => '这样就没有人能修改权限了。请先把该权限授予其他人。',
  'access.loginTaken': (p) => `登录名「${p.login}」已被使用。请换一个。`,
  'access.unlike': () => '只能比较两个人或两个角色。请重新选择。',
  'access.viewingOnly': (p) => `正在以「${p.name}」的身份查看，不能操作、导出或查看登录信息。请先结束查看。`,
  'access.viewEnded': () => '以他人身份查看已结束，现在显示您自己的控制台。',
  'access.notViewing': () => '当前没有以他人身份查看。',
  'attribution.draftChanged': () => '草稿已被他人修改，本次内容没有保存。请重新载入后再改。',
  'attribution.notADraft': () => '该版本已发布，不能修改。请新建草稿。',
  'attribution.nothingPublished': () => '归因策略还没有已发布的版本。请先发布草稿。',
  'attribution.alreadyRunning': () => '已有一次归因计算正在进行。请等它结束，或在任务中取消。',
  'attribution.notJudged': (p) => `订单 ${p.orderId} 还没有归因结果。请先运行归因。`,
  'attribution.unknownLine': (p) => `没有编号为「${p.lineId}」的业务线。请重新选择。`,
  'attribution.unknownCategory': (p) => `没有编号为「${p.categoryId}」的产品类目。请重新选择。`,
  'attribution.factsChanged': () => '计算期间有导入被撤销，本次归因已放弃。请重新运行归因。',
  'contacts.cannotMerge': (p) =>
    ({
      same: '不能与自己合并。请选择另一条商机。',
      otherLine: '两条商机不在同一条业务线。请选择同一业务线的商机。',
      alreadyMerged: '其中一条已经合并过。请先撤销那次合并。',
      won: '已赢单的商机不能并入其他商机。请保留它，把另一条并入它。',
      keeperClosed: '进行中的商机不能并入已关闭的商机。请保留进行中的一条。',
    })[p.fault],
  'contacts.changedSinceMerge': (p) =>
    `商机 ${p.id} 在合并之后又被修改（${p.columns.join('、')}），撤销会丢失这些修改。请先改回。`,
  'contacts.mergedFurther': (p) => `商机 ${p.id} 之后又并入了另一条商机。请先撤销那次合并。`,
  'contacts.placeTaken': (p) => `商机 ${p.id} 的位置已被另一条进行中的商机占用。请先关闭或合并那一条。`,
  'contacts.alreadyUndone': () => '这次合并已经撤销过。请刷新页面。',
  'contacts.notAContact': () => '这不是有效的电话或邮箱。请检查后重试。',
  'jobs.alreadyEnded': () => '该任务已经结束，无需取消。',
  'pool.taken': (p) => `商机 ${p.id} 已不在公海中，可能刚被他人领取。请选择其他商机。`,
  'pool.coolingDown': (p) => `这条商机曾归属于你，${dateTime(p.until)} 之后才能再次领取。请选择其他商机。`,
  'pool.tooManyOpen': (p) => `你手上领取的商机已达上限 ${p.limit} 条。请先关闭或退回一条。`,
  'pool.tooManyToday': (p) => `你今天已领取 ${p.limit} 条，达到每日上限。请明天继续。`,
  'pool.notOpen': (p) => `商机 ${p.id} 已关闭，不能再变更归属。请刷新页面查看。`,
  'pool.noOwner': (p) => `商机 ${p.id} 没有归属人。请先在公海领取，或等待流转。`,
  'pool.noPolicy': (p) => `商机 ${p.id} 没有生效的公海策略。请先为它的分配组设置策略。`,
  'pool.atMaximum': (p) =>
    `保护期到 ${dateTime(p.protectedUntil)} 为止，已是策略允许的最长时间，不能再延长。`,
  'pool.unknownReceiver': (p) => `不能把商机转给「${p.userId}」。请选择自己数据范围内的在职人员。`,
  'pool.notAMember': () => '这个人不是该分配组的成员。请选择成员，或换一个分配组。',
  'pool.groupBeyondScope': () => '该分配组有成员不在你的数据范围内，不能由它自动选人。请指定一个人。',
  'pool.policyChanged': () => '该策略已被他人修改，本次内容没有保存。请重新载入后再改。',
  'pool.twoPlaces': () => '一条策略只能属于一个分配组或一条业务线。请二选一。',
  'pool.maximumTooShort': () => '最长保护期短于保护期。请调长最长保护期。',
  'pool.badCondition': (p) => `第 ${p.extension} 条延期条件与属性「${p.attribute}」不符。请修改后再保存。`,
  'pool.alreadySweeping': () => '正在检查公海时限。请等它结束。',
  'routing.draftChanged': () => '草稿已被他人修改，本次内容没有保存。请重新载入后再改。',
  'routing.draftHasProblems': (p) => `草稿还有 ${p.problems} 个问题，不能发布。请先逐条处理。`,
  'routing.draftExists': () => '已经有一份草稿。请先发布或放弃它，再恢复旧版本。',
  'routing.draftSubmitted': () => '草稿已提交审批，暂不能修改。请先撤回，或等待审批结果。',
  'routing.draftTooLong': (p) => `保存后将有 ${p.rules} 条规则，一个规则集最多 ${p.limit} 条。请先删减。`,
  'routing.lineChanged': () => '别人刚修改过这条业务线。请刷新页面后重新修改。',
  'routing.neededUnknown': (p) => `没有「${p.attribute}」这个属性。请另选一个。`,
  'routing.grainSame': () => '该业务线已经按此粒度区分。请选择其他粒度。',
  'routing.grainCollides': (p) =>
    `有 ${p.count} 个进行中的商机会撞单。请先逐一合并，或选择随本次修改一起合并。`,
  'routing.collisionsChanged': (p) => `现在会撞单的商机是 ${p.count} 个，与预览不同。请重新预览后再修改。`,
  'routing.collisionsHidden': (p) =>
    `会撞单的商机中有 ${p.count} 个不在你的数据范围内。请由能看到全部商机的人修改。`,
  'routing.tooManyCollisions': (p) =>
    `需要合并 ${p.count} 次，一次修改最多合并 ${p.limit} 次。请先合并或关闭一部分。`,
  'routing.importUnderWay': () => '有导入正在写入或撤销。请等它结束后再修改粒度。',
  'routing.lineHasSet': () => '该业务线已有自己的规则集。请改选其他业务线。',
  'routing.casesFail': (p) =>
    `有 ${p.count} 个测试用例未通过：${p.names.join('、')}${p.count > p.names.length ? ' 等' : ''}。请修改规则或更新用例。`,
  'routing.notSubmitted': () => '该版本不在审批中。请刷新后查看最新状态。',
  'routing.ownDraft': () => '提交人和最后修改人不能审批自己的草稿。请由其他有审批权限的人处理。',
  'routing.needsReplay': () => '发布前需要先用历史商机回放当前草稿，确认影响范围。请先运行回放。',
  'routing.needsApproval': (p) =>
    p.received === 0
      ? '该规则集的草稿都需要他人审批。请提交审批。'
      : `发布后 ${p.received} 个历史商机中有 ${p.moved} 个会改变去向，超过直接发布的上限 ${Math.round(p.share * 1000) / 10}%。请提交审批。`,
  'routing.effectiveInThePast': () => '生效时间已经过去。请选择之后的时间，或立即生效。',
  'routing.notADraft': () => '该版本已发布，不能修改。请新建草稿。',
  'routing.nothingPublished': () => '流转规则还没有已发布的版本。请先发布草稿。',
  'routing.unknownGroup': (p) => `没有编号为「${p.groupId}」的分配组。请重新选择。`,
  'routing.unknownUser': (p) => `没有编号为「${p.userId}」的人员。请重新选择。`,
  'routing.duplicateRuleId': (p) => `规则编号「${p.ruleId}」出现了两次。请删除其中一条。`,
  'routing.duplicateMember': (p) => `人员「${p.userId}」在组内出现了两次。请删除其中一个。`,
  'routing.fallbackCircle': (p) => `兜底组形成了循环：${p.path.join(' → ')}。请改选其他兜底组。`,
  'routing.groupInUse': (p) => `仍有 ${p.rules} 条规则指向该分配组。请先修改这些规则。`,
  'routing.notARuleFile': () => '这不是能识别的规则文件。请选择 DMN 决策表、XLSX 或 CSV 文件。',
  'routing.ruleFileTooLarge': (p) =>
    `规则文件超过 ${Math.round(p.limitBytes / 1_048_576)} MB。请拆成几个文件再导入。`,
  'routing.severalTables': (p) => `文件中有多张决策表：${p.names.join('、')}。请选择其中一张。`,
  'routing.unknownHitPolicy': (p) =>
    `决策表的命中策略「${p.policy}」会让一个商机得到多个结果，流转规则不支持。支持 UNIQUE、ANY、FIRST、PRIORITY。`,
  'routing.tooManyRules': (p) => `文件中有 ${p.rules} 条规则，一个规则集最多 ${p.limit} 条。请拆分后再导入。`,
  'routing.unknownCalendar': () => '没有这个工作日历。请重新选择。',
  'routing.unknownZone': (p) => `时区「${p.zone}」不存在。请填写如 Asia/Shanghai 的时区名。`,
  'routing.emptyAbsence': () => '请假的结束时间要晚于开始时间。请修改后再保存。',
  'routing.absenceOverlaps': (p) =>
    `此人 ${dateTime(p.fromAt)} 至 ${dateTime(p.toAt)} 已登记请假。请先移除那一段，或改填其他时间。`,
  'routing.groupChanged': () => '分配组已被他人修改，本次内容没有保存。请重置后再改。',
  'tagging.attributeInUse': (p) =>
    `属性「${p.key}」正被 ${p.opportunities} 个商机使用，类型和已用的取值不能更改。请新建一个属性。`,
  'tagging.repeatedCode': (p) => `属性「${p.key}」的取值编码「${p.code}」出现了两次。请删除其中一个。`,
  'tagging.rulesChanged': () => '标记规则已被他人保存。请重新载入后再修改。',
  'tagging.ruleCircle': (p) => `标记规则互相依赖：${p.path}。请改动其中一条的条件，使它们不再绕回。`,
  'tagging.repeatedRule': (p) => `标记规则「${p.id}」出现了两次。请删除其中一条。`,
  'tagging.badRule': (p) =>
    `标记规则「${p.rule}」对属性「${p.attribute}」的判断或取值与属性目录不符。请修改后再保存。`,
  'tagging.badValue': (p) => `「${p.value}」不是属性「${p.key}」可用的取值。请从列表中选择。`,
  'tagging.alreadyRunning': () => '标记任务正在进行。请等待它完成，或先在任务页取消。',
  'tagging.valuesNotUsed': (p) =>
    `属性「${p.key}」带有取值列表，只有单选和多选才有列表。请清空列表或更改类型。`,
  'transfer.uploadIncomplete': (p) => `文件还缺 ${p.missing} 个分片。请重新上传。`,
  'transfer.chunkTooLarge': (p) => `单个分片超过 ${Math.floor(p.limitBytes / 1024)} KB。请重新上传。`,
  'transfer.emptyFile': () => '文件是空的。请选择有内容的文件。',
  'transfer.unreadableEncoding': (p) => `第 ${p.line} 行无法按任何已知编码读取。请另存为 UTF-8 后重试。`,
  'transfer.nulCharacter': (p) =>
    `第 ${p.line} 行含有空字符，这不是文本文件。请从表格软件另存为 CSV 后重试。`,
  'transfer.brokenQuote': (p) => `第 ${p.line} 行的引号没有成对。请修正后重试。`,
  'transfer.lineTooLong': (p) => `第 ${p.line} 行过长。请检查该行的分隔符和引号。`,
  'transfer.noHeader': () => '文件没有表头。请在第一行写上列名。',
  'transfer.duplicateHeader': (p) => `表头里有两列都叫「${p.column}」。请改成不同的列名。`,
  'transfer.fileClosed': () => '文件已经上传完毕，不能再改。请重新上传。',
  'transfer.unmappedField': (p) => `必填字段「${p.field}」还没有对应的列。请先选择。`,
  'transfer.unknownColumn': (p) => `文件中没有名为「${p.column}」的列。请重新选择。`,
  'transfer.notYourImport': () => '这次导入由他人发起。请联系发起人，或能看到全部客户与订单的同事处理。',
  'transfer.notUndoable': () => '这次导入当前的状态不能撤销。',
  'transfer.importInUse': (p) =>
    `有 ${p.count} 条${uses[p.what]}依赖这次导入的数据，不能撤销。请先处理这些数据。`,
  'transfer.alreadyRunning': () => '已有一次导入正在进行。请等它结束，或在任务中取消。',
};
