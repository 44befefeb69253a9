/** The invented bodies of the demonstration: a ministry that supervises the other two, a centre, and headquarters. None of them exists. */
import type { DepartmentRow, OrganisationRow } from '../../contract/records/registry.ts';

/** Departments every invented body has, by handle. Three bureaus with divisions, and the audit office, which stands apart. */
export const departments = {
  secretariat: 'secretariat',
  cyber: 'cyber',
  personnel: 'personnel',
  services: 'services',
  servicesPlanning: 'services-planning',
  servicesSupport: 'services-support',
  information: 'information',
  systems: 'systems',
  statistics: 'statistics',
  auditOffice: 'audit-office',
} as const;
export type DepartmentHandle = keyof typeof departments;

/** What a body of the demonstration is called, with its departments. */
interface InventedBody {
  readonly row: Omit<OrganisationRow, 'fictional' | 'supervisors'>;
  readonly departmentNames: Readonly<Record<DepartmentHandle, readonly [ja: string, en: string]>>;
}

export const bodies = {
  ministry: {
    row: {
      id: 'demo-ministry',
      kind: 'ministry',
      nameJa: '星空省（架空）',
      nameEn: 'Ministry of Starry Skies (fictional)',
    },
    departmentNames: {
      secretariat: ['大臣官房', "Minister's Secretariat"],
      cyber: ['大臣官房情報セキュリティ対策室', 'Information Security Office'],
      personnel: ['大臣官房人事課', 'Personnel Division'],
      services: ['星座局', 'Constellations Bureau'],
      servicesPlanning: ['星座局企画課', 'Constellations Planning Division'],
      servicesSupport: ['星座局観望支援課', 'Stargazing Support Division'],
      information: ['天球情報局', 'Celestial Information Bureau'],
      systems: ['天球情報局システム課', 'Systems Division'],
      statistics: ['天球情報局統計課', 'Statistics Division'],
      auditOffice: ['監査室', 'Audit Office'],
    },
  },
  agency: {
    row: {
      id: 'demo-agency',
      kind: 'incorporated-administrative-agency',
      class: 'medium-term-objectives',
      nameJa: '独立行政法人流星観測機構（架空）',
      nameEn: 'Meteor Observation Agency (fictional)',
    },
    departmentNames: {
      secretariat: ['総務部', 'General Affairs Department'],
      cyber: ['総務部情報セキュリティ課', 'Information Security Division'],
      personnel: ['総務部人事課', 'Personnel Division'],
      services: ['観測部', 'Observation Department'],
      servicesPlanning: ['観測部計画課', 'Observation Planning Division'],
      servicesSupport: ['観測部地上局課', 'Ground Stations Division'],
      information: ['情報部', 'Information Department'],
      systems: ['情報部システム課', 'Systems Division'],
      statistics: ['情報部データ課', 'Data Division'],
      auditOffice: ['監査室', 'Audit Office'],
    },
  },
  corporation: {
    row: {
      id: 'demo-corporation',
      kind: 'designated-corporation',
      legalBasis: '彗星共済会法（架空）',
      nameJa: '彗星共済会（架空）',
      nameEn: 'Comet Mutual Aid Corporation (fictional)',
    },
    departmentNames: {
      secretariat: ['総務部', 'General Affairs Department'],
      cyber: ['総務部情報管理課', 'Information Management Division'],
      personnel: ['総務部職員課', 'Staff Division'],
      services: ['給付部', 'Benefits Department'],
      servicesPlanning: ['給付部企画課', 'Benefits Planning Division'],
      servicesSupport: ['給付部窓口課', 'Members’ Counter Division'],
      information: ['電算部', 'Computing Department'],
      systems: ['電算部システム課', 'Systems Division'],
      statistics: ['電算部記録課', 'Records Division'],
      auditOffice: ['内部監査室', 'Internal Audit Office'],
    },
  },
} as const satisfies Record<string, InventedBody>;

/** The three bodies that run a year, by handle. */
export type BodyHandle = keyof typeof bodies;

/**
 * A ministry of which only the walkthrough tells: its administrator imports it there, over HTTP. So the standing
 * demonstration has no body whose year looks bad before anybody has touched it.
 */
export const unluckyMinistry = {
  row: {
    id: 'demo-unlucky-ministry',
    kind: 'ministry',
    nameJa: '夕立省（架空）',
    nameEn: 'Ministry of Evening Showers (fictional)',
  },
  departmentNames: {
    secretariat: ['大臣官房', "Minister's Secretariat"],
    cyber: ['大臣官房情報セキュリティ対策室', 'Information Security Office'],
    personnel: ['大臣官房人事課', 'Personnel Division'],
    services: ['降雨局', 'Rainfall Bureau'],
    servicesPlanning: ['降雨局企画課', 'Rainfall Planning Division'],
    servicesSupport: ['降雨局雨具課', 'Umbrella Division'],
    information: ['雲量情報局', 'Cloud Information Bureau'],
    systems: ['雲量情報局システム課', 'Systems Division'],
    statistics: ['雲量情報局統計課', 'Statistics Division'],
    auditOffice: ['監査室', 'Audit Office'],
  },
} as const satisfies InventedBody;

/** The invented centre that the demonstration's registers open the bodies to. */
export const centre = {
  id: 'demo-centre',
  kind: 'centre',
  nameJa: '星間サイバー統括室（架空）',
  nameEn: 'Interstellar Cybersecurity Office (fictional)',
  supervisors: [],
  fictional: true,
} as const satisfies OrganisationRow;

/** The invented headquarters, whose decisions the centre prepares. */
export const headquarters = {
  id: 'demo-headquarters',
  kind: 'headquarters',
  nameJa: '星間サイバー戦略本部（架空）',
  nameEn: 'Interstellar Cybersecurity Headquarters (fictional)',
  supervisors: [],
  fictional: true,
} as const satisfies OrganisationRow;

const parents: Readonly<Partial<Record<DepartmentHandle, DepartmentHandle>>> = {
  cyber: 'secretariat',
  personnel: 'secretariat',
  servicesPlanning: 'services',
  servicesSupport: 'services',
  systems: 'information',
  statistics: 'information',
};

export function organisationRows(): OrganisationRow[] {
  const { ministry, agency, corporation } = bodies;
  return [
    { ...ministry.row, supervisors: [], fictional: true },
    { ...agency.row, supervisors: [ministry.row.id], fictional: true },
    { ...corporation.row, supervisors: [ministry.row.id], fictional: true },
    centre,
    headquarters,
  ];
}

export function departmentRows(): DepartmentRow[] {
  return Object.values(bodies).flatMap(departmentRowsOf);
}

/** The departments of one body. */
export function departmentRowsOf({ row, departmentNames }: InventedBody): DepartmentRow[] {
  return departmentHandles.map((handle): DepartmentRow => {
    const [nameJa, nameEn] = departmentNames[handle];
    const parent = parents[handle];
    return {
      id: departments[handle],
      organisation: row.id,
      nameJa,
      nameEn,
      ...(parent && { parent: departments[parent] }),
      bureau: parent === undefined,
    };
  });
}

/** In the order in which parents come first. */
const departmentHandles: readonly DepartmentHandle[] = [
  'secretariat',
  'cyber',
  'personnel',
  'services',
  'servicesPlanning',
  'servicesSupport',
  'information',
  'systems',
  'statistics',
  'auditOffice',
];
